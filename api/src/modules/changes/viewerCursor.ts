import { badArgument } from "../../platform/errors";
import { idBytes } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";

const SEQ_BYTES = 6;
/** Of a project's id; its last bytes are random. */
const NAME_BYTES = 5;
/** Of an event's id: another event at that seq means that the log was restored to an older state. */
const CHECK_BYTES = 2;
const PROJECT_BYTES = NAME_BYTES + SEQ_BYTES + CHECK_BYTES;
/** A viewer of more projects follows them one by one. */
export const MOST_PROJECTS = 1_000;

/** Behind which event of a log somebody stands. */
export interface SeqPlace {
  seq: number;
  check: Buffer;
}

/** A place in the logs of one viewer. */
export interface ViewerPlaces {
  own: SeqPlace;
  /** By the end of the project's id; see nameOf. */
  projects: ReadonlyMap<string, SeqPlace>;
}

export function seqPlaceOf({ seq, id }: { seq: number; id: string }): SeqPlace {
  return { seq: Number(seq), check: idBytes(id).subarray(-CHECK_BYTES) };
}

/** What a cursor calls a project. */
export function nameOf(projectId: string): string {
  return idBytes(projectId).subarray(-NAME_BYTES).toString("hex");
}

/** Cursors of viewerEvents: the place in the viewer's own log, then name and place of each project. */
export class ViewerCursors {
  constructor(private readonly cursors: Cursors) {}

  seal(userId: string, { own, projects }: ViewerPlaces): string {
    const payload = Buffer.alloc(SEQ_BYTES + CHECK_BYTES + projects.size * PROJECT_BYTES);
    let at = write(payload, 0, own);
    for (const [name, place] of projects) at = write(payload, at + payload.write(name, at, "hex"), place);
    return this.cursors.seal(purpose(userId), payload);
  }

  /** @throws AppError BAD_USER_INPUT for one that was made up, or is another viewer's */
  open(userId: string, cursor: string): ViewerPlaces {
    const payload = this.cursors.open(purpose(userId), cursor);
    if (!payload || (payload.length - SEQ_BYTES - CHECK_BYTES) % PROJECT_BYTES !== 0)
      throw badArgument("after", "is not a cursor of this viewer.", "cursor");
    const projects = new Map<string, SeqPlace>();
    for (let at = SEQ_BYTES + CHECK_BYTES; at < payload.length; at += PROJECT_BYTES)
      projects.set(payload.toString("hex", at, at + NAME_BYTES), read(payload, at + NAME_BYTES));
    return { own: read(payload, 0), projects };
  }
}

function write(payload: Buffer, at: number, { seq, check }: SeqPlace): number {
  payload.writeUIntBE(seq, at, SEQ_BYTES);
  check.copy(payload, at + SEQ_BYTES);
  return at + SEQ_BYTES + CHECK_BYTES;
}

function read(payload: Buffer, at: number): SeqPlace {
  const seq = payload.readUIntBE(at, SEQ_BYTES);
  return { seq, check: payload.subarray(at + SEQ_BYTES, at + SEQ_BYTES + CHECK_BYTES) };
}

function purpose(userId: string): string {
  return `viewer:${userId}`;
}
