import { randomBytes } from "node:crypto";

export const TEXT = 1;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

const CONTINUATION = 0;
const FINAL = 0x80;

interface Message {
  opcode: number;
  payload: Buffer;
}

/** Takes apart what a WebSocket server sends (RFC 6455, without extensions). */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);
  /** The frames so far of a message that comes in several. */
  private begun: { opcode: number; parts: Buffer[] } | null = null;

  /** Whether a message has begun and not ended. */
  get isWithin(): boolean {
    return this.rest.length > 0 || this.begun !== null;
  }

  /** The messages that are whole now. */
  take(chunk: Buffer): Message[] {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const messages: Message[] = [];
    let at = 0;
    for (;;) {
      const length = lengthOf(bytes, at);
      if (length === null || at + length.head + length.payload > bytes.length) break;
      const first = bytes[at] ?? 0;
      const from = at + length.head;
      at = from + length.payload;
      messages.push(...this.join(first, bytes.subarray(from, at)));
    }
    this.rest = bytes.subarray(at);
    return messages;
  }

  /** A frame, by its first byte, as the message that it ends, if it ends one; those of control stand between others. */
  private join(first: number, payload: Buffer): Message[] {
    const opcode = first & 15;
    const isFinal = (first & FINAL) !== 0;
    if (isFinal && opcode !== CONTINUATION) return [{ opcode, payload }];
    this.begun ??= { opcode, parts: [] };
    this.begun.parts.push(payload);
    if (!isFinal) return [];
    const whole = { opcode: this.begun.opcode, payload: Buffer.concat(this.begun.parts) };
    this.begun = null;
    return [whole];
  }
}

/** Bytes of the head and of what follows it; null: not all of the head is there. */
function lengthOf(bytes: Buffer, at: number): { head: number; payload: number } | null {
  if (bytes.length < at + 2) return null;
  const short = (bytes[at + 1] ?? 0) & 127;
  const head = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < at + head) return null;
  const payload =
    short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short === 126 ? bytes.readUInt16BE(at + 2) : short;
  return { head, payload };
}

/** A frame as a client sends it. */
export function frameOf(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const isLong = payload.length > 125;
  const head = Buffer.alloc(isLong ? 4 : 2);
  head[0] = FINAL | opcode;
  head[1] = 0x80 | (isLong ? 126 : payload.length);
  if (isLong) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, mask, payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0))]);
}
