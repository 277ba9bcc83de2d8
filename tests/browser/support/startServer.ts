import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApi } from "../../support/startApi";

export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  /** Answers how to start it again at the same address, with the same data. */
  readonly takeAway: () => Promise<() => Promise<void>>;
  readonly stop: () => Promise<void>;
}

/** The built server in a process of its own, with the built web app and an empty data folder. */
export async function startServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-browser-"));
  let api = await startApi(dataDir, settings);
  const { url } = api;
  return {
    url,
    dataDir,
    takeAway: async () => {
      await api.stop();
      return async () => {
        api = await startApi(dataDir, { ...settings, PORT: new URL(url).port });
      };
    },
    stop: async () => {
      await api.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
