import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import type { ExecutionResult } from "graphql";
import type { Sender } from "../graphql/operationOutlet";
import { Payload } from "../realtime/outlet";

interface EventStreamOptions {
  /** Twice in so long a line goes out that says nothing, so that proxies keep the connection. */
  keepAliveMs: number;
  bufferBytes: number;
  /** The client took nothing of what waits for it in that time. */
  onStuck: () => void;
}

/** The answer to one request as server-sent events. */
export class EventStream implements Sender {
  private readonly response: ServerResponse;
  private timer: NodeJS.Timeout | undefined;
  /** What had been taken when something waited the last time. */
  private taken: number | null = null;

  constructor(
    private readonly reply: FastifyReply,
    private readonly options: EventStreamOptions,
  ) {
    this.response = reply.raw;
  }

  /** From here on it is no JSON. */
  open(): void {
    this.reply.hijack();
    this.response.writeHead(200, {
      ...(this.reply.getHeaders() as OutgoingHttpHeaders),
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // A connection that lives on would hold up the end of a server that is stopping.
      connection: "close",
      // nginx would keep items back until it has some kilobytes.
      "x-accel-buffering": "no",
    });
    this.response.write(":\n\n");
    this.timer = setInterval(() => this.keepAlive(), this.options.keepAliveMs / 2);
    this.timer.unref();
    this.onClose(() => clearInterval(this.timer));
  }

  onClose(listener: () => void): void {
    this.response.once("close", listener);
  }

  send(payload: Payload): void {
    if (!this.response.writable) return;
    this.response.write(payload.framed(EventStream, () => Buffer.from(messageOf(payload))));
  }

  get isFull(): boolean {
    return this.response.writableLength > this.options.bufferBytes;
  }

  /** Resolves when the network has taken it, or the client is gone. */
  async write(result: ExecutionResult, cursor: string | null): Promise<void> {
    if (!this.response.writable) return;
    const message = messageOf(new Payload(JSON.stringify(result), cursor));
    await new Promise<void>((resolve) => this.response.write(message, () => resolve()));
  }

  complete(): void {
    if (this.response.writable) this.response.end("event: complete\ndata:\n\n");
  }

  destroy(): void {
    this.response.destroy();
  }

  private keepAlive(): void {
    const { socket } = this.response;
    if (!socket || socket.writableLength === 0) {
      this.taken = null;
      this.response.write(":\n\n");
      return;
    }
    const taken = socket.bytesWritten - socket.writableLength;
    if (taken === this.taken) this.options.onStuck();
    this.taken = taken;
  }
}

/** JSON has no line ends, which would end the data. */
function messageOf({ json, cursor }: Payload): string {
  return `event: next\n${cursor === null ? "" : `id: ${cursor}\n`}data: ${json}\n\n`;
}
