import { badArgument } from "../../platform/errors";
import { idBytes } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";

/** Kinds of place that a cursor can mark. */
const BEHIND_EVENT = 1;
const IN_SNAPSHOT = 2;
const SEQ_BYTES = 6;
const CHECK_BYTES = 4;
const LOG_BYTES = 1 + SEQ_BYTES + CHECK_BYTES;

/** A place in a project's log: right behind an event. */
export interface LogPlace {
  seq: number;
  /** The end of the event's id: another event at that seq means that the log was restored to an older state. */
  check: Buffer;
}

/** A place in a snapshot: its cut, and the number of the last task that was on its pages; 0 before the first. */
export interface SnapshotPlace {
  cut: LogPlace;
  number: number;
}

export type StreamPlace = { log: LogPlace; snapshot: null } | { log: null; snapshot: SnapshotPlace };

export function placeOf(event: { seq: number; id: string }): LogPlace {
  return { seq: Number(event.seq), check: idBytes(event.id).subarray(-CHECK_BYTES) };
}

/**
 * The cursors of one project's log, the same on every server and transport: kind, seq (6 bytes), check (4 bytes), and
 * in a snapshot the number of a task (6 bytes).
 */
export class StreamCursors {
  constructor(private readonly cursors: Cursors) {}

  seal(projectId: string, place: LogPlace): string {
    return this.cursors.seal(purpose(projectId), encode(BEHIND_EVENT, place));
  }

  sealSnapshot(projectId: string, { cut, number }: SnapshotPlace): string {
    const last = Buffer.alloc(SEQ_BYTES);
    last.writeUIntBE(number, 0, SEQ_BYTES);
    return this.cursors.seal(purpose(projectId), Buffer.concat([encode(IN_SNAPSHOT, cut), last]));
  }

  /** @throws AppError BAD_USER_INPUT for one that was made up, or is of another project */
  open(projectId: string, cursor: string): StreamPlace {
    const payload = this.cursors.open(purpose(projectId), cursor);
    if (payload?.length === LOG_BYTES && payload[0] === BEHIND_EVENT) return { log: decode(payload), snapshot: null };
    if (payload?.length === LOG_BYTES + SEQ_BYTES && payload[0] === IN_SNAPSHOT) {
      const number = payload.readUIntBE(LOG_BYTES, SEQ_BYTES);
      return { log: null, snapshot: { cut: decode(payload), number } };
    }
    throw badArgument("after", "is not a cursor of this project's log.", "cursor");
  }
}

function encode(kind: number, { seq, check }: LogPlace): Buffer {
  const place = Buffer.alloc(1 + SEQ_BYTES);
  place.writeUInt8(kind);
  place.writeUIntBE(seq, 1, SEQ_BYTES);
  return Buffer.concat([place, check]);
}

function decode(payload: Buffer): LogPlace {
  return { seq: payload.readUIntBE(1, SEQ_BYTES), check: payload.subarray(1 + SEQ_BYTES, LOG_BYTES) };
}

function purpose(projectId: string): string {
  return `log:${projectId}`;
}
