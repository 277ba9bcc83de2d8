import type { Viewer } from "../../platform/auth/viewer";
import type { Database } from "../../platform/db/database";
import type { EventRecord } from "../../platform/db/log/event.entity";
import { notFound } from "../../platform/errors";
import type { LogTail } from "../../platform/realtime/logTail";
import type { ProjectAccessContract } from "../projects/projects.contract";
import { changeOf } from "./changeOf";
import { findHead, findNextEvent } from "./changes.repository";
import { maySee, visibleSeq } from "./restrictedEvents";
import { type LogPlace, placeOf, type StreamCursors } from "./streamCursor";
import { StreamEnd, type StreamEndReason, StreamEvent, StreamLive } from "./stream.types";

export type ProjectStreamItem = StreamEvent | StreamLive | StreamEnd;

export class ChangesService {
  constructor(
    private readonly db: Database,
    private readonly tail: LogTail,
    private readonly cursors: StreamCursors,
    private readonly projects: ProjectAccessContract,
  ) {}

  /**
   * Opens a project's stream. `ending` aborts when the connection is about to
   * end, with a StreamEndReason, which the stream tells as its last item, or null.
   * @throws AppError NOT_FOUND when the viewer is no member
   */
  async projectStream(
    viewer: Viewer,
    projectId: string,
    ending: AbortSignal | null,
  ): Promise<AsyncIterableIterator<ProjectStreamItem>> {
    await this.projects.require(this.db.read(viewer), viewer, projectId);
    const closed = new AbortController();
    const signal = ending ? AbortSignal.any([closed.signal, ending]) : closed.signal;
    const items = this.items(viewer, projectId, signal, () => ending?.reason as StreamEndReason | null | undefined);
    const iterator: AsyncIterableIterator<ProjectStreamItem> = {
      next: () => items.next(),
      // A generator that waits does not hear its return(): the wait is ended first.
      return: async () => {
        closed.abort();
        return items.return(undefined);
      },
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  }

  private async *items(
    viewer: Viewer,
    projectId: string,
    signal: AbortSignal,
    endReason: () => StreamEndReason | null | undefined,
  ): AsyncGenerator<ProjectStreamItem, void> {
    const reader = this.db.read(viewer);
    const head = await findHead(reader, projectId, viewer.userId);
    if (!head) throw notFound("The project");
    let place = placeOf(head.event);
    let prevSeq = await visibleSeq(reader, projectId, head);
    yield Object.assign(new StreamLive(), { cursor: this.cursors.seal(projectId, place) });

    for (;;) {
      const position = await this.tail.waitPast(projectId, place.seq, signal);
      // A viewer of its own for each event, as each request has: where it reads from is decided once for each.
      const now = { ...viewer };
      // The viewer's next request, in whatever process, must see what the stream is about to tell.
      await this.db.noteSeen(now, position);
      if (signal.aborted) {
        const reason = endReason();
        if (reason) yield this.end(projectId, place, reason);
        return;
      }
      const next = await findNextEvent(this.db.read(now), projectId, place.seq, viewer.userId);
      if (!next) continue;
      if (!next.reader) {
        yield this.end(projectId, place, "ACCESS_REVOKED");
        return;
      }
      place = placeOf(next.event);
      if (!(await maySee(this.db.read(now), projectId, next))) continue;
      // What the execution read may be newer than what this viewer object reads.
      const mayBeSent = () => this.projects.isMember(this.db.readLatest(), projectId, viewer.userId);
      yield Object.assign(this.event(projectId, next.event, prevSeq, place), { mayBeSent });
      prevSeq = place.seq;
    }
  }

  private event(projectId: string, record: EventRecord, prevSeq: number, place: LogPlace): StreamEvent {
    return Object.assign(new StreamEvent(), {
      cursor: this.cursors.seal(projectId, place),
      prevSeq,
      ...changeOf(record),
    });
  }

  private end(projectId: string, place: LogPlace, endReason: StreamEndReason): StreamEnd {
    return Object.assign(new StreamEnd(), { cursor: this.cursors.seal(projectId, place), endReason });
  }
}
