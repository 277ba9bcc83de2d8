import type { Viewer } from "../../platform/auth/viewer";
import type { Database, Reader } from "../../platform/db/database";
import type { EventRecord } from "../../platform/db/log/event.entity";
import { eventsAfter, lastSeqs } from "../../platform/db/log/log";
import { mergePositions, type Position } from "../../platform/db/position";
import { Batch } from "../../platform/realtime/batch";
import type { LogTail } from "../../platform/realtime/logTail";
import type { ProjectAccessContract } from "../projects/projects.contract";
import type { MembershipEventType } from "../projects/projects.events";
import { changeOf } from "./changeOf";
import { findEventAt, findHeads, nextEvents } from "./changes.repository";
import { visibleEvents, visibleSeq } from "./restrictedEvents";
import { StreamEnd, type StreamEndReason, StreamEvent, StreamLive, StreamReset } from "./stream.types";
import { nameOf, type SeqPlace, seqPlaceOf, type ViewerCursors } from "./viewerCursor";
import { type MembershipChange, StreamMembership, type ViewerEventsItem } from "./viewerEvents.types";
import type { ViewerStart } from "./viewerStart";

const READ_AT_ONCE = 100;
const MEMBERSHIP_CHANGES: Record<MembershipEventType, MembershipChange> = {
  MEMBERSHIP_ADDED: "JOINED",
  MEMBERSHIP_UPDATED: "ROLE_CHANGED",
  MEMBERSHIP_REMOVED: "LEFT",
};

export interface ViewerEventsDeps {
  db: Database;
  tail: LogTail;
  cursors: ViewerCursors;
  projects: ProjectAccessContract;
}

interface Place extends SeqPlace {
  /** The last event up to there that the viewer may see; null: not looked up yet. */
  visible: number | null;
}

/** One viewer's logs, their own and those of all their projects, told as they grow. */
export class ViewerEvents {
  private own: SeqPlace;
  private readonly places: Map<string, Place>;
  private position: Position;

  constructor(
    private readonly deps: ViewerEventsDeps,
    private readonly viewer: Viewer,
    private readonly start: ViewerStart,
    private readonly signal: AbortSignal,
    private readonly endReason: () => StreamEndReason | null,
  ) {
    this.own = start.own;
    this.places = new Map([...start.projects].map(([id, place]) => [id, { ...place, visible: null }]));
    this.position = start.position;
  }

  async *items(): AsyncGenerator<ViewerEventsItem | Batch, void> {
    const { reset } = this.start;
    if (reset) yield Object.assign(new StreamReset(), { cursor: this.cursor(), resetReason: reset });
    for (let isLive = false; ;) {
      if (this.signal.aborted) {
        const endReason = this.endReason();
        if (endReason) yield Object.assign(new StreamEnd(), { cursor: this.cursor(), endReason });
        return;
      }
      const reader = await this.reader();
      if (yield* this.ownEvents(reader)) continue;
      if (yield* this.projectsEvents(reader)) continue;
      if (!isLive) yield Object.assign(new StreamLive(), { cursor: this.cursor() });
      isLive = true;
      const seqs = new Map([...this.places].map(([id, { seq }]) => [id, seq]));
      const position = await this.deps.tail.waitPastAny(seqs.set(this.viewer.userId, this.own.seq), this.signal);
      this.position = mergePositions(this.position, position);
    }
  }

  /** Answers whether there were any. */
  private async *ownEvents(reader: Reader): AsyncGenerator<Batch, boolean> {
    const events = await eventsAfter(reader, this.viewer.userId, this.own.seq, { limit: READ_AT_ONCE });
    for (const event of events) {
      const change = MEMBERSHIP_CHANGES[event.type as MembershipEventType];
      if (change && !(yield* this.membership(reader, event, change))) return true;
      this.own = seqPlaceOf(event);
    }
    return events.length > 0;
  }

  /** Answers whether it was told. */
  private async *membership(
    reader: Reader,
    event: EventRecord,
    membershipChange: MembershipChange,
  ): AsyncGenerator<Batch, boolean> {
    const projectId = event.subjectId;
    if (membershipChange === "LEFT") this.places.delete(projectId);
    const isMember = async () => this.deps.projects.isMember(this.deps.db.readLatest(), projectId, this.viewer.userId);
    const wasMember = await isMember();
    if (membershipChange === "JOINED" && wasMember && !this.places.has(projectId)) {
      const head = (await findHeads(reader, this.viewer.userId)).find((each) => each.projectId === projectId);
      if (head) this.places.set(projectId, { ...seqPlaceOf(head), visible: null });
    }
    const cursor = this.cursor({ own: seqPlaceOf(event) });
    const item = Object.assign(new StreamMembership(), { cursor, membershipChange, projectId, isMember: wasMember });
    let isSent = false;
    yield new Batch(
      [item],
      // What is shown of the project was theirs to see.
      async () => !wasMember || isMember(),
      () => (isSent = true),
    );
    return isSent;
  }

  /** Answers whether there were any. */
  private async *projectsEvents(reader: Reader): AsyncGenerator<Batch, boolean> {
    const heads = await lastSeqs(reader, [...this.places.keys()]);
    let wereAny = false;
    for (const [projectId, place] of [...this.places]) {
      if ((heads.get(projectId) ?? Infinity) <= place.seq) continue;
      wereAny = true;
      yield* this.projectEvents(reader, projectId, place);
      if (this.signal.aborted) break;
    }
    return wereAny;
  }

  private async *projectEvents(reader: Reader, projectId: string, place: Place): AsyncGenerator<Batch, void> {
    const { userId } = this.viewer;
    const page = await nextEvents(reader, projectId, place.seq, userId, READ_AT_ONCE);
    const last = page.events.at(-1);
    // The viewer's own log tells of it.
    if (!page.reader || !last) return void this.places.delete(projectId);
    if (place.visible === null) {
      const from = await findEventAt(reader, projectId, place.seq, userId);
      place.visible = from ? await visibleSeq(reader, projectId, from) : 0;
    }
    const visible = await visibleEvents(reader, projectId, page);
    const seen = [place.visible, ...visible.map(({ seq }) => seq)];
    let sent = 0;
    if (visible.length > 0) {
      yield new Batch(
        visible.map((event, i) => this.event(projectId, event, seen[i] as number)),
        async () => this.deps.projects.isMember(this.deps.db.readLatest(), projectId, userId),
        (i) => {
          const event = visible[i] as EventRecord;
          this.places.set(projectId, { ...seqPlaceOf(event), visible: event.seq });
          sent += 1;
        },
      );
    }
    if (sent === visible.length) this.places.set(projectId, { ...seqPlaceOf(last), visible: seen.at(-1) as number });
  }

  private event(projectId: string, record: EventRecord, prevSeq: number): StreamEvent {
    const cursor = this.cursor({ projectId, place: seqPlaceOf(record) });
    return Object.assign(new StreamEvent(), { cursor, prevSeq, ...changeOf(record) });
  }

  /** Where this stands, except for what is given. */
  private cursor({ own = this.own, projectId, place }: { own?: SeqPlace; projectId?: string; place?: SeqPlace } = {}) {
    const projects = new Map<string, SeqPlace>([...this.places].map(([id, each]) => [nameOf(id), each]));
    if (projectId && place) projects.set(nameOf(projectId), place);
    return this.deps.cursors.seal(this.viewer.userId, { own, projects });
  }

  private async reader(): Promise<Reader> {
    // A viewer of its own each time, as each request has: where it reads from is decided once for each.
    const now = { ...this.viewer };
    await this.deps.db.noteSeen(now, this.position);
    return this.deps.db.read(now);
  }
}
