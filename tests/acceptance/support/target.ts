import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServerDatabase } from "../../support/serverDatabase";
import { startApi } from "../../support/startApi";
import { startBalancer } from "./balancer";

const mailFolders = new Map<string, string>();

/** The TaskFlow under test, known by its address; and by the folder that it writes its mails to, as a person's inbox would be. */
export interface Target {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * What TASKFLOW_URL names, with its mails in TASKFLOW_MAIL_DIR; without it the built API, started on an empty database:
 * embedded, or with TEST_MODE=server two processes that share a primary, its replicas and Redis.
 */
export async function openTarget(): Promise<Target> {
  const given = process.env.TASKFLOW_URL;
  if (given) return register(given.replace(/\/+$/, ""), process.env.TASKFLOW_MAIL_DIR ?? "", async () => {});
  return process.env.TEST_MODE === "server" ? openServers() : openEmbedded();
}

/** Where the server at that address writes its mails. */
export function mailFolderOf(url: string): string {
  const folder = mailFolders.get(url);
  if (!folder) throw new Error("Set TASKFLOW_MAIL_DIR to the folder that the server writes its mails to");
  return folder;
}

async function openEmbedded(): Promise<Target> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-acceptance-"));
  const api = await startApi(dataDir);
  return register(api.url, join(dataDir, "mail"), async () => {
    await api.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
}

/** Both start at once on the empty database, as machines do that are brought up together. */
async function openServers(): Promise<Target> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-acceptance-"));
  const [database, balancer] = await Promise.all([createServerDatabase(), startBalancer()]);
  const secrets = {
    JWT_SECRET: "of-the-acceptance-tests-0123456789-abc",
    REFRESH_TOKEN_SECRET: "another-0123456789-abcdefghijklmn-opq",
  };
  const settings = { ...database.settings, ...secrets, FRONTEND_URL: balancer.url };
  const starts = await Promise.allSettled([startApi(dataDir, settings), startApi(dataDir, settings)]);
  const processes = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  const close = async () => {
    balancer.close();
    await Promise.all(processes.map((api) => api.stop()));
    await database.remove();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const failure = starts.find((start) => start.status === "rejected");
  if (failure) {
    await close();
    throw failure.reason;
  }
  balancer.use(processes.map(({ url }) => url));
  return register(balancer.url, join(dataDir, "mail"), close);
}

function register(url: string, mailFolder: string, close: Target["close"]): Target {
  mailFolders.set(url, mailFolder);
  return { url, close };
}
