import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { Sender } from "../graphql/operationOutlet";
import type { Payload } from "../realtime/outlet";

/** A whole text message, in one frame. */
const WHOLE_TEXT = 0x81;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

/**
 * Sends one operation's answers over a socket. A message is the operation's beginning, and bytes that all share. Its
 * frame (RFC 6455, 5.2: no mask from a server) is written here, because `ws` would copy both into one: a tenth of what
 * telling thousands costs. It goes out in order with what `ws` sends, which without compression writes at once.
 */
export class SocketSender implements Sender {
  private readonly start: Buffer;
  /** The beginning of the frame and of the message, for the length that came last. */
  private head = Buffer.alloc(0);
  private length = 0;

  constructor(
    private readonly socket: WebSocket,
    private readonly network: Socket,
    operationId: string,
    private readonly bufferBytes: number,
  ) {
    this.start = Buffer.from(`{"id":${JSON.stringify(operationId)},`);
  }

  send(payload: Payload): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const rest = payload.framed(SocketSender, (json) => Buffer.from(`"type":"next","payload":${json}}`));
    const length = this.start.length + rest.length;
    if (length !== this.length) {
      this.length = length;
      this.head = Buffer.concat([frameHead(length), this.start]);
    }
    this.network.cork();
    this.network.write(this.head);
    this.network.write(rest);
    this.network.uncork();
  }

  get isFull(): boolean {
    return this.socket.bufferedAmount > this.bufferBytes;
  }
}

function frameHead(length: number): Buffer {
  if (length < LENGTH_IN_2_BYTES) return Buffer.of(WHOLE_TEXT, length);
  if (length < 2 ** 16) return Buffer.of(WHOLE_TEXT, LENGTH_IN_2_BYTES, length >> 8, length & 0xff);
  const head = Buffer.alloc(10);
  head.writeUInt8(WHOLE_TEXT);
  head.writeUInt8(LENGTH_IN_8_BYTES, 1);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
