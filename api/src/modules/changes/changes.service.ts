import type { Viewer } from "../../platform/auth/viewer";
import { badArgument } from "../../platform/errors";
import type { Outlet } from "../../platform/realtime/outlet";
import type { Batch } from "../../platform/realtime/batch";
import { closable } from "../../platform/realtime/closable";
import { changeOf } from "./changeOf";
import { nextEvents } from "./changes.repository";
import type { LogStarts, StartArgs } from "./logStart";
import { ProjectStream, type StreamDeps } from "./projectStream";
import { visibleEvents } from "./restrictedEvents";
import { placeOf } from "./streamCursor";
import { type ChangePage, type ProjectStreamItem, StreamEvent } from "./stream.types";
import { ViewerEvents, type ViewerEventsDeps } from "./viewerEvents";
import type { ViewerEventsItem } from "./viewerEvents.types";
import type { ViewerStarts } from "./viewerStart";

const [DEFAULT_PAGE, MAX_PAGE] = [100, 100];

/** Reading a project's log: as a stream, or a page at a time. */
export class ChangesService {
  constructor(
    private readonly deps: StreamDeps,
    private readonly starts: LogStarts,
    private readonly viewerDeps: ViewerEventsDeps,
    private readonly viewerStarts: ViewerStarts,
  ) {}

  /**
   * Opens a project's stream. `ending` aborts when the connection is about to
   * end, with a StreamEndReason, which the stream tells as its last item, or null.
   * @throws AppError NOT_FOUND when the viewer is no member; BAD_USER_INPUT for a cursor that is none of this project
   */
  async projectStream(
    viewer: Viewer,
    { projectId, ...args }: StartArgs & { projectId: string },
    outlet: Outlet,
    ending: AbortSignal,
  ): Promise<AsyncIterableIterator<ProjectStreamItem | Batch>> {
    const start = await this.starts.find(viewer.userId, projectId, args);
    return closable(ending, (signal, endReason) =>
      new ProjectStream(this.deps, { viewer, projectId, outlet, signal, endReason }, start).items(),
    );
  }

  /** Opens the stream of all of a viewer's projects. @throws AppError BAD_USER_INPUT for a cursor that is not theirs */
  async viewerEvents(
    viewer: Viewer,
    after: string | null,
    ending: AbortSignal,
  ): Promise<AsyncIterableIterator<ViewerEventsItem | Batch>> {
    const start = await this.viewerStarts.find(viewer.userId, after);
    return closable(ending, (signal, endReason) =>
      new ViewerEvents(this.viewerDeps, viewer, start, signal, endReason).items(),
    );
  }

  /** A page of a project's log. @throws as projectStream */
  async changes(
    viewer: Viewer,
    { projectId, after, first }: { projectId: string; after?: string | null; first?: number | null },
  ): Promise<ChangePage> {
    const limit = first ?? DEFAULT_PAGE;
    if (limit < 1 || limit > MAX_PAGE) throw badArgument("first", `must be from 1 to ${MAX_PAGE}.`, "range");
    const { standing, reset } = await this.starts.ofPage(viewer.userId, projectId, after ?? null);
    const reader = this.deps.db.readLatest();
    const page = await nextEvents(reader, projectId, standing.event.seq, viewer.userId, limit + 1);
    const events = page.events.slice(0, limit);
    const visible = await visibleEvents(reader, projectId, { ...page, events });
    const seen = [standing.prevSeq, ...visible.map(({ seq }) => seq)];
    const { cursors } = this.deps;
    return {
      events: visible.map((event, i) =>
        Object.assign(new StreamEvent(), {
          cursor: cursors.seal(projectId, placeOf(event)),
          prevSeq: seen[i] as number,
          ...changeOf(event),
        }),
      ),
      endCursor: cursors.seal(projectId, placeOf(events.at(-1) ?? standing.event)),
      hasMore: page.events.length > limit,
      resetReason: reset,
    };
  }
}
