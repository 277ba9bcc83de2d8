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
    else if (kind === "js") await this.start(filled);
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

  /** Runs a script until the end of the test; waits for the first thing that it prints. */
  private async start(text: string): Promise<void> {
    mkdirSync(SCRIPT_DIR, { recursive: true });
    const file = join(SCRIPT_DIR, `${randomUUID()}.mjs`);
    writeFileSync(file, text);
    const env = { PATH: process.env.PATH, TOKEN: this.placeholders.get(TOKEN) };
    const child = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part: string) => (output += part));
    this.script = {
      output: () => output,
      stop: () => {
        child.kill();
        rmSync(file);
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
