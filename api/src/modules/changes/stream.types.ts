import { Field, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { Project } from "../projects/project.entity";
import { Task } from "../tasks/task.entity";
import { Change, type ChangeType, type FieldChange } from "./change.types";
import type { ChangeRecord } from "./changeOf";

const CURSOR = "Give it as after: to continue exactly behind this item.";

@InterfaceType({ description: "One item of a stream; new kinds may come: keep their cursor, ignore the rest." })
export abstract class StreamItem {
  @Field(() => String, { description: CURSOR })
  cursor: string;
}

@ObjectType({ implements: [StreamItem, Change], simpleResolvers: true, description: "A change, in order." })
export class StreamEvent implements StreamItem, ChangeRecord {
  cursor: string;

  @Field(() => Int, {
    description:
      "seq of the event before it that this viewer may see: greater than the seq that the client stands at means that something was lost.",
  })
  prevSeq: number;

  id: string;
  seq: number;
  type: ChangeType;
  projectId: string;
  subjectId: string;
  /** Null for the system. */
  actorId: string | null;
  occurredAt: Date;
  changedFields: string[];
  fieldChanges: FieldChange[];
}

@ObjectType({
  implements: StreamItem,
  simpleResolvers: true,
  description: "A page of the current state, before the events.",
})
export class StreamSnapshot implements StreamItem {
  cursor: string;
  projectId: string;
  taskIds: string[];

  @Field(() => Int, { description: "seq of the cut: what follows the last page is what came after it." })
  seq: number;

  @Field(() => Project, {
    nullable: true,
    description: "The project as it is now; never null here (nullable so that it merges with StreamEvent.project).",
  })
  project?: Project | null;

  @Field(() => [Task], { description: "Up to 100 live tasks, by their numbers." })
  tasks?: Task[];

  @Field({ description: "Whether this is the last page." })
  isLast: boolean;
}

@ObjectType({
  implements: StreamItem,
  simpleResolvers: true,
  description:
    "Snapshot or replay is done, what follows is live; sent again when a reader that was slow has caught up.",
})
export class StreamLive implements StreamItem {
  cursor: string;
}

export const StreamResetReason = { CURSOR_EXPIRED: "CURSOR_EXPIRED", LOG_RESTORED: "LOG_RESTORED" } as const;
export type StreamResetReason = keyof typeof StreamResetReason;
registerEnumType(StreamResetReason, {
  name: "StreamResetReason",
  description: "Why a stream started over; more values may come.",
  valuesConfig: {
    CURSOR_EXPIRED: { description: "The cursor is older than what is kept for replay." },
    LOG_RESTORED: { description: "The log was restored from a backup: what the cursor stands behind never was." },
  },
});

@ObjectType({
  implements: StreamItem,
  simpleResolvers: true,
  description:
    "The cursor cannot be continued: drop the local state. Pages follow with snapshot: true, else events from this cursor.",
})
export class StreamReset implements StreamItem {
  cursor: string;

  @Field(() => StreamResetReason, { description: "Why." })
  resetReason: StreamResetReason;
}

@ObjectType({
  implements: StreamItem,
  simpleResolvers: true,
  description: "The reader is slow and now reads from the log; nothing is skipped.",
})
export class StreamLagging implements StreamItem {
  cursor: string;

  @Field(() => Int, { description: "How many events the reader is behind." })
  behind: number;
}

export const StreamEndReason = {
  ACCESS_REVOKED: "ACCESS_REVOKED",
  SESSION_ENDED: "SESSION_ENDED",
  PROJECT_DELETED: "PROJECT_DELETED",
  TOO_SLOW: "TOO_SLOW",
  SERVER_DRAINING: "SERVER_DRAINING",
} as const;
export type StreamEndReason = keyof typeof StreamEndReason;
registerEnumType(StreamEndReason, {
  name: "StreamEndReason",
  description: "Why a stream ended; more values may come.",
  valuesConfig: {
    ACCESS_REVOKED: { description: "Not a member any more: do not come back." },
    SESSION_ENDED: { description: "The session or its token ended: sign in again or renew the token." },
    PROJECT_DELETED: { description: "The project is gone for good." },
    TOO_SLOW: { description: "The reader took nothing for too long: come back with the cursor." },
    SERVER_DRAINING: { description: "The server is stopping: come back at once, with the cursor." },
  },
});

@ObjectType({ implements: StreamItem, simpleResolvers: true, description: "The last item; complete follows." })
export class StreamEnd implements StreamItem {
  cursor: string;

  @Field(() => StreamEndReason, { description: "Why." })
  endReason: StreamEndReason;
}

/** TypeGraphQL makes an argument of a class into one of exactly that: so not StreamItem. */
export type ProjectStreamItem = StreamEvent | StreamSnapshot | StreamLive | StreamReset | StreamLagging | StreamEnd;

@ObjectType({ simpleResolvers: true, description: "A page of a project's log." })
export class ChangePage {
  @Field(() => [StreamEvent], { description: "In order; may be empty." })
  events: StreamEvent[];

  @Field({ description: "Give it as after: next time, also when there were no events." })
  endCursor: string;

  @Field({ description: "Whether there are more: ask again at once." })
  hasMore: boolean;

  @Field(() => StreamResetReason, {
    nullable: true,
    description: "Null unless after cannot be continued: then events start from the oldest kept; read the lists again.",
  })
  resetReason: StreamResetReason | null;
}
