import type { WebSocket } from "ws";
import type { Sender } from "../graphql/operationOutlet";
import type { Payload } from "../realtime/outlet";

/** Sends one operation's answers over a socket: each message is the operation's beginning, and what all share. */
export class SocketSender implements Sender {
  private readonly start: Buffer;

  constructor(
    private readonly socket: WebSocket,
    operationId: string,
    private readonly bufferBytes: number,
  ) {
    this.start = Buffer.from(`{"id":${JSON.stringify(operationId)},`);
  }

  send(payload: Payload): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const rest = payload.framed(SocketSender, (json) => Buffer.from(`"type":"next","payload":${json}}`));
    this.socket.send(Buffer.concat([this.start, rest], this.start.length + rest.length), { binary: false });
  }

  get isFull(): boolean {
    return this.socket.bufferedAmount > this.bufferBytes;
  }
}
