import type { WebSocket } from "ws";
import type { Sender } from "../graphql/operationOutlet";
import type { Payload } from "../realtime/outlet";

/** From so many bytes on, a message is two frames of which all share the second: a copy each would cost more. */
const SHARED_BYTES = 8_192;

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
    if (rest.length < SHARED_BYTES) {
      this.socket.send(Buffer.concat([this.start, rest], this.start.length + rest.length), { binary: false });
    } else {
      this.socket.send(this.start, { binary: false, fin: false });
      this.socket.send(rest, { binary: false });
    }
  }

  get isFull(): boolean {
    return this.socket.bufferedAmount > this.bufferBytes;
  }
}
