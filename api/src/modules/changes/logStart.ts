import type { Clock } from "../../platform/clock";
import type { Database } from "../../platform/db/database";
import type { Position } from "../../platform/db/position";
import { notFound } from "../../platform/errors";
import type { Standing } from "../../platform/realtime/liveStream";
import { findEventAt, findHead, findLastBefore, type ReadEvent } from "./changes.repository";
import { visibleSeq } from "./restrictedEvents";
import { type LogPlace, placeOf, type SnapshotPlace, type StreamCursors } from "./streamCursor";
import type { StreamResetReason } from "./stream.types";

/** Where the reading of a log starts. */
export interface LogStart {
  standing: Standing;
  /** What must be read from to see all up to there. */
  position: Position;
  /** Why it is not where the cursor was. */
  reset: StreamResetReason | null;
  /** The snapshot that comes before. */
  snapshot: SnapshotPlace | null;
}

export interface StartArgs {
  after?: string | null;
  snapshot?: boolean | null;
}

/** Finds the places in a log that cursors stand for. */
export class LogStarts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cursors: StreamCursors,
    /** How old an event may be that a cursor is behind of; null: as old as can be. */
    private readonly retentionMs: number | null,
  ) {}

  /** @throws AppError NOT_FOUND when the user is no member; BAD_USER_INPUT for what is no cursor of this log */
  async find(userId: string, projectId: string, { after, snapshot }: StartArgs): Promise<LogStart> {
    const place = after == null ? null : this.cursors.open(projectId, after);
    // Before the log is read: whoever reads from there sees what is found now.
    const position = await this.db.position();
    const reader = this.db.readLatest();
    const head = await findHead(reader, projectId, userId);
    if (!head?.reader) throw notFound("The project");
    const from = async (event: ReadEvent, more?: Partial<LogStart>): Promise<LogStart> => {
      const standing = { event: event.event, prevSeq: await visibleSeq(reader, projectId, event) };
      return { standing, position, reset: null, snapshot: null, ...more };
    };
    if (!place) return from(head, { snapshot: snapshot ? { cut: placeOf(head.event), number: 0 } : null });
    const wanted = place.log ?? place.snapshot.cut;
    const event = await findEventAt(reader, projectId, wanted.seq, userId);
    const reset = this.resetReason(event, wanted);
    if (event && !reset) return from(event, { snapshot: place.snapshot });
    return from(head, { reset, snapshot: snapshot ? { cut: placeOf(head.event), number: 0 } : null });
  }

  /** As `find`, but from the oldest event on that is kept where there is no cursor, or one that cannot be continued. */
  async ofPage(userId: string, projectId: string, after: string | null): Promise<LogStart> {
    const start = await this.find(userId, projectId, { after });
    if (after !== null && !start.reset) return start;
    const since = this.retentionMs === null ? 0 : this.clock().getTime() - this.retentionMs;
    const before = await findLastBefore(this.db.readLatest(), projectId, since, userId);
    if (!before) return { ...start, standing: { event: { seq: 0, id: "" }, prevSeq: 0 } };
    const prevSeq = await visibleSeq(this.db.readLatest(), projectId, before);
    return { ...start, standing: { event: before.event, prevSeq } };
  }

  private resetReason(found: ReadEvent | null, { check }: LogPlace): StreamResetReason | null {
    if (!found || !placeOf(found.event).check.equals(check)) return "LOG_RESTORED";
    const ageMs = this.clock().getTime() - found.event.occurredAt.getTime();
    return this.retentionMs !== null && ageMs > this.retentionMs ? "CURSOR_EXPIRED" : null;
  }
}
