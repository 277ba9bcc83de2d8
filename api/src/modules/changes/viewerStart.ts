import type { Clock } from "../../platform/clock";
import type { Database, Reader } from "../../platform/db/database";
import type { Position } from "../../platform/db/position";
import { AppError } from "../../platform/errors";
import { type EventPlace, findEventsAt, findHead, findHeads } from "./changes.repository";
import type { StreamResetReason } from "./stream.types";
import { MOST_PROJECTS, nameOf, type SeqPlace, seqPlaceOf, type ViewerCursors } from "./viewerCursor";

/** Where a viewer starts to follow all their logs. */
export interface ViewerStart {
  own: SeqPlace;
  /** By their ids. */
  projects: ReadonlyMap<string, SeqPlace>;
  /** What must be read from to see all up to there. */
  position: Position;
  /** Why it is not where the cursor was. */
  reset: StreamResetReason | null;
}

/** Finds the places in a viewer's logs that cursors stand for. */
export class ViewerStarts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cursors: ViewerCursors,
    private readonly retentionMs: number | null,
  ) {}

  /** @throws AppError BAD_USER_INPUT for what is no cursor of this viewer, and for one of too many projects */
  async find(userId: string, after: string | null): Promise<ViewerStart> {
    const wanted = after === null ? null : this.cursors.open(userId, after);
    // Before the logs are read: whoever reads from there sees what is found now.
    const position = await this.db.position();
    const reader = this.db.readLatest();
    const own = await findHead(reader, userId, userId);
    if (!own) throw new Error(`${userId} has no log`);
    // After the head of the viewer's own: whatever is joined or left in between is told behind that.
    const heads = await findHeads(reader, userId);
    if (heads.length > MOST_PROJECTS) {
      const message = `You are in more than ${MOST_PROJECTS} projects: follow them one by one.`;
      throw new AppError("BAD_USER_INPUT", message);
    }
    const now = {
      own: seqPlaceOf(own.event),
      projects: new Map(heads.map((head) => [head.projectId, seqPlaceOf(head)])),
    };
    if (!wanted) return { ...now, position, reset: null };
    const places = new Map([[userId, wanted.own]]);
    for (const { projectId } of heads) {
      const place = wanted.projects.get(nameOf(projectId));
      // One that was joined since then is told of by the viewer's own log.
      if (place) places.set(projectId, place);
    }
    const reset = await this.resetReason(reader, places);
    if (reset) return { ...now, position, reset };
    places.delete(userId);
    return { own: wanted.own, projects: places, position, reset: null };
  }

  private async resetReason(reader: Reader, places: ReadonlyMap<string, SeqPlace>): Promise<StreamResetReason | null> {
    const found = await findEventsAt(reader, places);
    for (const [streamId, { check }] of places) {
      const event = found.get(streamId);
      if (!event || !seqPlaceOf(event).check.equals(check)) return "LOG_RESTORED";
      if (this.isTooOld(event)) return "CURSOR_EXPIRED";
    }
    return null;
  }

  private isTooOld({ occurredAt }: EventPlace): boolean {
    return this.retentionMs !== null && this.clock().getTime() - occurredAt.getTime() > this.retentionMs;
  }
}
