import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiProcess, startApi } from "../../support/startApi";
import { APIS, FORGETFUL } from "./schedule";

/** How far back the forgetful process replays. */
export const RETENTION_MS = 4_000;

const SETTINGS = {
  // Each of them starts again by itself, and must sign as before.
  JWT_SECRET: "of-streams-0123456789-0123456789-abcdefg",
  REFRESH_TOKEN_SECRET: "another-0123456789-abcdefghijklmn-opqrst",
  JWT_EXPIRES_IN: "1d",
  LIMIT_REGISTER: "100000/1h",
  LIMIT_MAIL_TOKEN: "100000/1h",
  LIMIT_ADD_MEMBER: "100000/1h",
  // Who reads nothing for some seconds is let go.
  SOCKET_KEEP_ALIVE: "5s",
  DRAIN_TIMEOUT: "2s",
  LOG_LEVEL: "warn",
};

/** The API processes of a run. */
export class Apis {
  kills = 0;
  drains = 0;
  private readonly processes: ApiProcess[] = [];
  private readonly dataDir = mkdtempSync(join(tmpdir(), "taskflow-stream-"));
  /** What those that are gone had printed. */
  private printed = "";

  private constructor(private readonly settings: Record<string, string>) {}

  static async start(settings: Record<string, string>): Promise<Apis> {
    const apis = new Apis({ ...settings, ...SETTINGS });
    try {
      // One after another: the first makes the tables.
      for (let i = 0; i < APIS; i++) apis.processes.push(await apis.startOne(i));
      return apis;
    } catch (error) {
      await apis.end();
      throw error;
    }
  }

  /** Of that process, whether it runs or not; of any for any other number. */
  url(index: number): string {
    return this.processes[index % APIS]?.url ?? "";
  }

  /** Where they put their mails. */
  get mailFolder(): string {
    return join(this.dataDir, "mail");
  }

  async kill(index: number): Promise<void> {
    this.requireRunning(index);
    await this.processes[index]?.kill();
    this.kills += 1;
  }

  /** Stops it as an operator would. */
  async drain(index: number): Promise<void> {
    this.requireRunning(index);
    await this.processes[index]?.stop();
    this.drains += 1;
  }

  async restart(index: number): Promise<void> {
    this.printed += this.processes[index]?.output() ?? "";
    this.processes[index] = await this.startOne(index);
  }

  /** Those that are not running, with the last that they said. */
  findEnded(): string[] {
    return this.processes.flatMap((api, i) =>
      api.hasEnded() ? [`API process ${i} ended by itself: ${api.output().slice(-2_000)}`] : [],
    );
  }

  /** The lines with errors that they logged. */
  errorLines(): string[] {
    const outputs = [this.printed, ...this.processes.map((api) => api.output())];
    return outputs.flatMap((output) => output.split("\n").filter((line) => /^\S+ error /.test(line)));
  }

  async end(): Promise<void> {
    await Promise.all(this.processes.map((api) => api.kill()));
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private startOne(index: number): Promise<ApiProcess> {
    const retention = index === FORGETFUL ? `${RETENTION_MS / 1_000}s` : "forever";
    return startApi(this.dataDir, { ...this.settings, LOG_RETENTION: retention });
  }

  private requireRunning(index: number): void {
    if (this.processes[index]?.hasEnded() !== false) throw new Error(`API process ${index} had ended by itself`);
  }
}
