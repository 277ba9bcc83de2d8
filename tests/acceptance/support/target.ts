import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApi } from "../../support/startApi";

/** The TaskFlow under test, known by its address alone. */
export interface Target {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What TASKFLOW_URL names; without it the built API, started on an empty data folder. */
export async function openTarget(): Promise<Target> {
  const given = process.env.TASKFLOW_URL;
  if (given) return { url: given.replace(/\/+$/, ""), close: async () => {} };
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-acceptance-"));
  const api = await startApi(dataDir);
  return {
    url: api.url,
    close: async () => {
      await api.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
