import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiProcess, startApi } from "../../support/startApi";

/** What an API process says of its database when it stops. */
export interface DatabaseFigures {
  latestReads: number;
  viewerReads: { replica: number; primary: number };
  retries: number;
  lostCommits: number;
  lagMs: (number | null)[];
  poolWaitMs: unknown;
}

/** Two API processes on the same database. */
export class ApiPair {
  private readonly apis: ApiProcess[] = [];
  private readonly dataDir = mkdtempSync(join(tmpdir(), "taskflow-faults-"));

  private constructor(private readonly settings: Record<string, string>) {}

  static async start(settings: Record<string, string>): Promise<ApiPair> {
    const pair = new ApiPair({ LOG_LEVEL: "info", ...settings });
    try {
      // One after another: the first makes the secrets that both sign with.
      for (let i = 0; i < 2; i++) pair.apis.push(await startApi(pair.dataDir, pair.settings));
      return pair;
    } catch (error) {
      await pair.end();
      throw error;
    }
  }

  /** Of one of them. */
  get url(): string {
    return this.urls[0] as string;
  }

  get urls(): string[] {
    return this.apis.map(({ url }) => url);
  }

  /** Where they put their mails. */
  get mailFolder(): string {
    return join(this.dataDir, "mail");
  }

  /** What each has printed so far. */
  get outputs(): string[] {
    return this.apis.map((api) => api.output());
  }

  async kill(index: number): Promise<void> {
    await this.apis[index]?.kill();
  }

  async restart(index: number): Promise<void> {
    this.apis[index] = await startApi(this.dataDir, this.settings);
  }

  /** Those that are not running, with the last that they said. */
  findEnded(): string[] {
    return this.apis.flatMap((api, i) =>
      api.hasEnded() ? [`API process ${i} ended by itself: ${api.output().slice(-2_000)}`] : [],
    );
  }

  /** Stops them as an operator would; what they say of their databases. */
  async stop(): Promise<DatabaseFigures[]> {
    await Promise.all(this.apis.map((api) => api.stop()));
    return this.apis.map((api) => {
      const said = /the database is closed (\{.*\})/.exec(api.output())?.[1];
      if (!said) throw new Error(`An API process did not close its database:\n${api.output().slice(-2_000)}`);
      return JSON.parse(said) as DatabaseFigures;
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.apis.map((api) => api.kill()));
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** The part of the reads of viewers that replicas answered, from 0 to 1. */
export function replicaShare(figures: readonly DatabaseFigures[]): number {
  const sum = (of: "replica" | "primary") => figures.reduce((total, { viewerReads }) => total + viewerReads[of], 0);
  return sum("replica") / Math.max(1, sum("replica") + sum("primary"));
}
