import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApi } from "../../support/startApi";

export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  readonly stop: () => Promise<void>;
}

/** The built server in a process of its own, with the built web app and an empty data folder. */
export async function startServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-browser-"));
  const { url, stop } = await startApi(dataDir, settings);
  return {
    url,
    dataDir,
    stop: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
