import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApi } from "../../support/startApi";

const mailFolders = new Map<string, string>();

/** The TaskFlow under test, known by its address; and by the folder that it writes its mails to, as a person's inbox would be. */
export interface Target {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * What TASKFLOW_URL names, with its mails in TASKFLOW_MAIL_DIR; without it the built API, started on an empty data
 * folder.
 */
export async function openTarget(): Promise<Target> {
  const given = process.env.TASKFLOW_URL;
  if (given) return register(given.replace(/\/+$/, ""), process.env.TASKFLOW_MAIL_DIR ?? "", async () => {});
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-acceptance-"));
  const api = await startApi(dataDir);
  return register(api.url, join(dataDir, "mail"), async () => {
    await api.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
}

/** Where the server at that address writes its mails. */
export function mailFolderOf(url: string): string {
  const folder = mailFolders.get(url);
  if (!folder) throw new Error("Set TASKFLOW_MAIL_DIR to the folder that the server writes its mails to");
  return folder;
}

function register(url: string, mailFolder: string, close: Target["close"]): Target {
  mailFolders.set(url, mailFolder);
  return { url, close };
}
