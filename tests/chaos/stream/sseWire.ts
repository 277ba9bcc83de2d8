import { type IncomingMessage, request } from "node:http";
import { StringDecoder } from "node:string_decoder";
import { codesOf, type GraphQLFault, hear, type Listener, type Subscription, takeHalf, type Wire } from "./wire";

/** A subscription over server-sent events (graphql-sse's distinct connections). */
export function openEvents({ url, token, query, variables }: Subscription, listener: Listener): Wire {
  let onCut: (() => void) | null = null;
  let why = "gone";
  let response: IncomingMessage | undefined;
  let isPaused = false;
  const asked = request(`${url}/graphql/stream`, {
    method: "POST",
    agent: false,
    headers: {
      accept: "text/event-stream",
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    },
  });
  asked.on("error", (error) => (why = (error as NodeJS.ErrnoException).code ?? error.message));
  asked.on("close", () => response ?? listener.closed(why));
  asked.on("response", (answer) => {
    response = answer;
    response.on("error", () => {});
    // What it still has of what came before may be read later than the request is closed.
    response.on("close", () => listener.closed(why));
    if (answer.statusCode !== 200) {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => refused(answer.statusCode ?? 0, body));
      return;
    }
    const text = new StringDecoder();
    let rest = "";
    const read = (bytes: Buffer) => {
      const events = (rest + text.write(bytes)).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) handle(event);
    };
    response.on("data", (chunk: Buffer) => {
      // See openSocket.
      if (asked.destroyed) return;
      if (!onCut) return read(chunk);
      takeHalf(chunk, read, () => rest !== "");
      if (rest === "") return;
      onCut();
      end("cut");
    });
    if (isPaused) response.pause();
  });
  asked.end(JSON.stringify({ query, variables }));

  function handle(event: string): void {
    const lines = event.split("\n");
    const field = (name: string) =>
      lines
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim();
    if (field("event") === "next") hear(JSON.parse(field("data") ?? "") as Parameters<typeof hear>[0], listener);
    if (field("event") === "complete") end("completed");
  }

  function refused(status: number, body: string): void {
    try {
      listener.failed(codesOf((JSON.parse(body) as { errors: GraphQLFault[] }).errors));
      why = "failed";
    } catch {
      why = `status ${status}`;
    }
  }

  function end(reason: string): void {
    why = reason;
    asked.destroy();
  }

  return {
    pause: () => {
      isPaused = true;
      response?.pause();
    },
    resume: () => {
      isPaused = false;
      response?.resume();
    },
    cut: (done) => (onCut = done),
    close: () => end("left"),
  };
}
