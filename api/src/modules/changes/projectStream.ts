import type { Viewer } from "../../platform/auth/viewer";
import type { Database, Reader } from "../../platform/db/database";
import type { EventRecord } from "../../platform/db/log/event.entity";
import { mergePositions, type Position } from "../../platform/db/position";
import { Batch } from "../../platform/realtime/batch";
import type { LiveHub } from "../../platform/realtime/liveHub";
import type { Departure, Follower, Standing } from "../../platform/realtime/liveStream";
import type { Outlet } from "../../platform/realtime/outlet";
import type { ProjectAccessContract } from "../projects/projects.contract";
import { canSeePending } from "../projects/projects.contract";
import type { SnapshotPages } from "../tasks/tasks.contract";
import { changeOf } from "./changeOf";
import { nextEvents, type ReadingMember } from "./changes.repository";
import { visibleEvents } from "./restrictedEvents";
import type { LogStart } from "./logStart";
import { placeOf, type SnapshotPlace, type StreamCursors } from "./streamCursor";
import {
  StreamEnd,
  StreamEndReason,
  StreamEvent,
  type ProjectStreamItem,
  StreamLagging,
  StreamLive,
  StreamReset,
  StreamSnapshot,
} from "./stream.types";

const REPLAYED_AT_ONCE = 100;
const TASKS_A_PAGE = 100;

export interface StreamDeps {
  db: Database;
  hub: LiveHub;
  cursors: StreamCursors;
  projects: ProjectAccessContract;
  pageOfSnapshot: SnapshotPages;
}

export interface StreamSubscription {
  viewer: Viewer;
  projectId: string;
  outlet: Outlet;
  /** Aborts when the stream is to end; `endReason` says what to tell then, null when nobody listens. */
  signal: AbortSignal;
  endReason: () => StreamEndReason | null;
}

type Items = AsyncGenerator<ProjectStreamItem | Batch, void>;

/** One subscription to a project's log, from the place where it starts until it ends. */
export class ProjectStream {
  private standing: Standing;
  /** What reads must see: all that the log had where this stands. */
  private position: Position;
  private member: ReadingMember | null = null;

  constructor(
    private readonly deps: StreamDeps,
    private readonly subscription: StreamSubscription,
    private readonly start: LogStart,
  ) {
    this.standing = start.standing;
    this.position = start.position;
  }

  async *items(): Items {
    const { reset, snapshot } = this.start;
    const { projectId } = this.subscription;
    const { cursors } = this.deps;
    if (reset) {
      const cursor = snapshot ? cursors.sealSnapshot(projectId, snapshot) : this.cursor();
      yield Object.assign(new StreamReset(), { cursor, resetReason: reset });
    }
    if (snapshot && !(yield* this.snapshotPages(snapshot))) return;
    for (let isLive = false; ;) {
      const outcome = yield* this.replay();
      if (outcome === "LEFT") return;
      if (outcome !== "CAUGHT_UP") return yield this.end(outcome);
      if (!isLive) yield Object.assign(new StreamLive(), { cursor: this.cursor() });
      isLive = true;
      const { reason, standing, position } = await this.follow();
      this.standing = standing;
      this.position = mergePositions(this.position, position);
      if (reason !== "lagging") continue;
      isLive = false;
      yield await this.lagging();
    }
  }

  /** Answers whether the snapshot is whole, else the stream has ended. */
  private async *snapshotPages(from: SnapshotPlace): AsyncGenerator<ProjectStreamItem | Batch, boolean> {
    const { projectId, signal } = this.subscription;
    for (let place = from; ;) {
      if (signal.aborted) return yield* this.endByReason(place);
      const tasks = await this.deps.pageOfSnapshot(await this.reader(), projectId, place.number, TASKS_A_PAGE + 1);
      const isLast = tasks.length <= TASKS_A_PAGE;
      const page = tasks.slice(0, TASKS_A_PAGE);
      const next = { cut: place.cut, number: page.at(-1)?.number ?? place.number };
      const item = Object.assign(new StreamSnapshot(), {
        cursor: isLast ? this.deps.cursors.seal(projectId, place.cut) : this.deps.cursors.sealSnapshot(projectId, next),
        projectId,
        seq: place.cut.seq,
        taskIds: page.map(({ id }) => id),
        isLast,
      });
      let isSent = false;
      yield new Batch(
        [item],
        async () => this.isMember(),
        () => (isSent = true),
      );
      if (!isSent) return yield* this.endByReason(place, "ACCESS_REVOKED");
      if (isLast) return true;
      place = next;
    }
  }

  private async *endByReason(
    place: SnapshotPlace,
    otherwise: StreamEndReason | null = null,
  ): AsyncGenerator<ProjectStreamItem, false> {
    const { projectId, signal, endReason } = this.subscription;
    const reason = signal.aborted ? endReason() : otherwise;
    if (reason) yield this.end(reason, this.deps.cursors.sealSnapshot(projectId, place));
    return false;
  }

  /** Sends what the log has behind the standing. Answers why the stream ends, if it does. */
  private async *replay(): AsyncGenerator<Batch, StreamEndReason | "CAUGHT_UP" | "LEFT"> {
    const { signal, endReason, projectId, viewer } = this.subscription;
    for (;;) {
      if (signal.aborted) return endReason() ?? "LEFT";
      const reader = await this.reader();
      const page = await nextEvents(reader, projectId, this.standing.event.seq, viewer.userId, REPLAYED_AT_ONCE);
      if (!page.reader) return page.isThere ? "ACCESS_REVOKED" : "PROJECT_DELETED";
      this.member = page.reader;
      const last = page.events.at(-1);
      if (!last) return "CAUGHT_UP";
      const visible = await visibleEvents(reader, projectId, page);
      const seen = [this.standing.prevSeq, ...visible.map(({ seq }) => seq)];
      let sent = 0;
      if (visible.length > 0) {
        yield new Batch(
          visible.map((event, i) => this.event(event, seen[i] as number)),
          async () => this.isMember(),
          (i) => {
            const event = visible[i] as EventRecord;
            this.standing = { event: { seq: event.seq, id: event.id }, prevSeq: event.seq };
            sent += 1;
          },
        );
      }
      if (sent < visible.length) return signal.aborted ? (endReason() ?? "LEFT") : "ACCESS_REVOKED";
      this.standing = { event: { seq: last.seq, id: last.id }, prevSeq: this.standing.prevSeq };
    }
  }

  /** Told together with others, as long as that is possible. */
  private async follow(): Promise<Departure> {
    const { projectId, viewer, outlet, signal } = this.subscription;
    const { id, role } = this.member as ReadingMember;
    const follower: Follower = {
      outlet,
      userId: viewer.userId,
      rights: role,
      concern: id,
      sees: (event) => !event.isRestricted || canSeePending(role),
      itemOf: (event, prevSeq) => this.event(event, prevSeq),
    };
    return this.deps.hub.follow(projectId, follower, this.standing, signal);
  }

  private event(record: EventRecord, prevSeq: number): StreamEvent {
    const { projectId } = this.subscription;
    const cursor = this.deps.cursors.seal(projectId, placeOf(record));
    return Object.assign(new StreamEvent(), { cursor, prevSeq, ...changeOf(record) });
  }

  private async lagging(): Promise<StreamLagging> {
    const { db, projects } = this.deps;
    const lastSeq = await projects.lastSeq(db.readLatest(), this.subscription.projectId);
    return Object.assign(new StreamLagging(), { cursor: this.cursor(), behind: lastSeq - this.standing.event.seq });
  }

  private end(endReason: StreamEndReason, cursor = this.cursor()): StreamEnd {
    return Object.assign(new StreamEnd(), { cursor, endReason });
  }

  private cursor(): string {
    return this.deps.cursors.seal(this.subscription.projectId, placeOf(this.standing.event));
  }

  /** What the execution read may be newer than what was read before it. */
  private async isMember(): Promise<boolean> {
    const { projectId, viewer } = this.subscription;
    return this.deps.projects.isMember(this.deps.db.readLatest(), projectId, viewer.userId);
  }

  /** One that sees all that others have been told; so will the viewer's next request, in whatever process. */
  private async reader(): Promise<Reader> {
    // A viewer of its own each time, as each request has: where it reads from is decided once for each.
    const now = { ...this.subscription.viewer };
    await this.deps.db.noteSeen(now, this.position);
    return this.deps.db.read(now);
  }
}
