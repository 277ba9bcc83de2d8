import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { WebSocket } from "ws";
import { eventually } from "./eventually";
import { type Block, Placeholders } from "./examples";

/** Below the root, so that an example finds its packages. */
const SCRIPT_DIR = join(__dirname, "../../../.cache/examples");
/** As the text calls them: the server, and the person's token once it was given out. */
const SERVER = "localhost:4000";
const TOKEN = "eyJ…";

const runProgram = promisify(execFile);

/** Does what the blocks of a text say, one after another, and holds what comes of it against what they say. */
export class ExampleRunner {
  private readonly placeholders: Placeholders;
  private document = "";
  private answer: unknown;
  private script: { output: () => string; stop: () => void } | undefined;

  constructor(private readonly url: string) {
    const address = new URL(url).host;
    this.placeholders = new Placeholders(
      new Map([
        [SERVER, address],
        ["ada@example.com", `${randomUUID()}@example.com`],
      ]),
    );
  }

  async run({ language, role, text }: Block): Promise<void> {
    const filled = this.placeholders.fill(text);
    const kind = role || language;
    // Not in step: what stands before the servers may be in this very process.
    if (kind === "sh") this.answer = JSON.parse((await runProgram("bash", ["-c", filled])).stdout);
    else if (kind === "graphql") this.answer = await this.send((this.document = filled));
    else if (kind === "variables") this.answer = await this.send(this.document, JSON.parse(filled) as object);
    else if (kind === "answer") this.placeholders.match(JSON.parse(text), this.answer);
    else if (kind === "js") await this.startScript(filled);
    else if (kind === "stream") await this.start("bash", ["-c", filled]);
    else if (kind === "events") await this.matchEvents(text);
    else if (kind === "output") await this.matchOutput(text);
    else if (kind === "messages") await this.exchange(text);
    else throw new Error(`Nobody knows what to do with ${language} ${role}`);
  }

  stop(): void {
    this.script?.stop();
  }

  private async send(query: string, variables?: object): Promise<unknown> {
    const token = this.placeholders.get(TOKEN);
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  private async startScript(text: string): Promise<void> {
    mkdirSync(SCRIPT_DIR, { recursive: true });
    const file = join(SCRIPT_DIR, `${randomUUID()}.mjs`);
    writeFileSync(file, text);
    await this.start(process.execPath, [file]);
    rmSync(file);
  }

  /** Runs a program until the next one or the end of the test; waits for the first thing that it prints. */
  private async start(program: string, args: readonly string[]): Promise<void> {
    this.stop();
    const env = { PATH: process.env.PATH, TOKEN: this.placeholders.get(TOKEN) };
    // A group of its own: what a shell has started ends with it.
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part: string) => (output += part));
    this.script = {
      output: () => output,
      stop: () => {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
        this.script = undefined;
      },
    };
    await until(() => output.includes("\n"));
  }

  private async matchOutput(text: string): Promise<void> {
    const lines = text.trim().split("\n");
    const printed = () => this.script?.output().trim().split("\n") ?? [];
    await until(() => printed().length >= lines.length);
    this.placeholders.match(lines.length, printed().length, "the number of lines");
    lines.forEach((line, index) => this.placeholders.match(JSON.parse(line), JSON.parse(printed()[index] ?? "")));
  }

  /** Server-sent events, without what only keeps the connection. */
  private async matchEvents(text: string): Promise<void> {
    const linesOf = (printed: string) => printed.split("\n").filter((line) => line !== "" && !line.startsWith(":"));
    const lines = linesOf(text);
    const printed = () => linesOf(this.script?.output() ?? "");
    await until(() => printed().length >= lines.length);
    lines.forEach((line, index) => {
      const actual = printed()[index] ?? "";
      const of = (whole: string): unknown => (whole.startsWith("data: ") ? JSON.parse(whole.slice(6)) : whole);
      this.placeholders.match(of(line), of(actual), line);
    });
  }

  /** Sends what stands behind →, and waits for what stands behind ←. */
  private async exchange(text: string): Promise<void> {
    const socket = new WebSocket(`${this.url.replace(/^http/, "ws")}/graphql`, "graphql-transport-ws");
    const inbox: unknown[] = [];
    socket.on("message", (data: Buffer) => inbox.push(JSON.parse(data.toString())));
    await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
    for (const line of text.trim().split("\n")) {
      const message = line.slice(2);
      if (line.startsWith("→ ")) {
        socket.send(this.placeholders.fill(message));
      } else {
        await until(() => inbox.length > 0);
        this.placeholders.match(JSON.parse(message), inbox.shift(), line);
      }
    }
    socket.close();
  }
}

const until = (isSo: () => boolean): Promise<void> =>
  eventually(async () => {
    if (!isSo()) throw new Error("It has not come");
  });
