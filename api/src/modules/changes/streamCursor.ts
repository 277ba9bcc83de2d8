import { idBytes } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";

/** Kinds of place that a cursor can mark; a snapshot's will be another. */
const BEHIND_EVENT = 1;
const SEQ_BYTES = 6;
const CHECK_BYTES = 4;

/** A place in a project's log: right behind an event. */
export interface LogPlace {
  seq: number;
  /** The end of the event's id: another event at that seq means that the log was restored to an older state. */
  check: Buffer;
}

export function placeOf(event: { seq: number; id: string }): LogPlace {
  return { seq: event.seq, check: idBytes(event.id).subarray(-CHECK_BYTES) };
}

/** The cursors of one project's log, the same on every server and transport: kind, seq (6 bytes), check (4 bytes). */
export class StreamCursors {
  constructor(private readonly cursors: Cursors) {}

  seal(projectId: string, { seq, check }: LogPlace): string {
    const payload = Buffer.alloc(1 + SEQ_BYTES);
    payload.writeUInt8(BEHIND_EVENT);
    payload.writeUIntBE(seq, 1, SEQ_BYTES);
    return this.cursors.seal(purpose(projectId), Buffer.concat([payload, check]));
  }
}

function purpose(projectId: string): string {
  return `log:${projectId}`;
}
