import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { CLOSE, FrameReader, frameOf, PING, PONG, TEXT } from "./frames";
import { codesOf, type GraphQLFault, hear, type Listener, type Subscription, takeHalf, type Wire } from "./wire";

type Message =
  | { type: "connection_ack" | "ping" | "complete" }
  | { type: "next"; payload: Parameters<typeof hear>[0] }
  | { type: "error"; payload: GraphQLFault[] };

const HEAD_END = Buffer.from("\r\n\r\n");

/** A subscription over a WebSocket (graphql-transport-ws), down to its frames: only so can they be cut. */
export function openSocket({ url, token, query, variables }: Subscription, listener: Listener): Wire {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const frames = new FrameReader();
  let head: Buffer | null = Buffer.alloc(0);
  let onCut: (() => void) | null = null;
  let why = "gone";

  const send = (message: object) => socket.write(frameOf(TEXT, Buffer.from(JSON.stringify(message))));
  socket.on("connect", () =>
    socket.write(
      [
        "GET /graphql HTTP/1.1",
        `Host: ${hostname}:${port}`,
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: graphql-transport-ws",
        "\r\n",
      ].join("\r\n"),
    ),
  );
  socket.on("data", (chunk) => {
    // After a pause, what had come meanwhile is handed on even when the socket is destroyed on the way.
    if (socket.destroyed) return;
    if (head !== null) return readHead(chunk);
    if (!onCut) return read(chunk);
    takeHalf(chunk, read, () => frames.isWithin);
    if (!frames.isWithin) return;
    why = "cut";
    onCut();
    socket.destroy();
  });
  socket.on("error", (error) => (why = (error as NodeJS.ErrnoException).code ?? error.message));
  socket.on("close", () => listener.closed(why));

  function readHead(chunk: Buffer): void {
    head = Buffer.concat([head ?? chunk, chunk]);
    const length = head.indexOf(HEAD_END);
    if (length < 0) return;
    const answer = head;
    head = null;
    if (!answer.toString("latin1").startsWith("HTTP/1.1 101 ")) {
      why = answer.toString("latin1").slice(0, answer.indexOf("\r\n"));
      socket.destroy();
      return;
    }
    send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
    read(answer.subarray(length + HEAD_END.length));
  }

  function read(bytes: Buffer): void {
    for (const { opcode, payload } of frames.take(bytes)) {
      if (opcode === TEXT) handle(JSON.parse(payload.toString()) as Message);
      else if (opcode === PING) socket.write(frameOf(PONG, payload));
      else if (opcode === CLOSE) {
        why = `close ${payload.length < 2 ? "" : payload.readUInt16BE(0)}`;
        socket.end(frameOf(CLOSE, payload.subarray(0, 2)));
      }
    }
  }

  function handle(message: Message): void {
    switch (message.type) {
      case "connection_ack":
        send({ id: "1", type: "subscribe", payload: { query, variables } });
        break;
      case "ping":
        send({ type: "pong" });
        break;
      case "next":
        hear(message.payload, listener);
        break;
      case "error":
        listener.failed(codesOf(message.payload));
        end("failed");
        break;
      case "complete":
        end("completed");
        break;
    }
  }

  function end(reason: string): void {
    why = reason;
    socket.destroy();
  }

  return {
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    cut: (done) => (onCut = done),
    close: () => end("left"),
  };
}
