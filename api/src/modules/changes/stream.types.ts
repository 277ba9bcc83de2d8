import { Field, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import type { ConfirmedItem } from "../../platform/graphql/subscribe";
import { Change, type ChangeType, type FieldChange } from "./change.types";
import type { ChangeRecord } from "./changeOf";

const CURSOR = "Give it as after: to continue exactly behind this item.";

@InterfaceType({ description: "One item of a stream; new kinds may come: keep their cursor, ignore the rest." })
export abstract class StreamItem {
  @Field(() => String, { description: CURSOR })
  cursor: string;
}

@ObjectType({ implements: [StreamItem, Change], simpleResolvers: true, description: "A change, in order." })
export class StreamEvent implements StreamItem, ChangeRecord, ConfirmedItem {
  /** Whether the reader is still a member: then all that was read for this event was theirs to see. */
  mayBeSent: () => Promise<boolean>;
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

@ObjectType({ implements: StreamItem, simpleResolvers: true, description: "What follows is live." })
export class StreamLive implements StreamItem {
  cursor: string;
}

export const StreamEndReason = {
  ACCESS_REVOKED: "ACCESS_REVOKED",
  SESSION_ENDED: "SESSION_ENDED",
  SERVER_DRAINING: "SERVER_DRAINING",
} as const;
export type StreamEndReason = keyof typeof StreamEndReason;
registerEnumType(StreamEndReason, {
  name: "StreamEndReason",
  description: "Why a stream ended; more values may come.",
  valuesConfig: {
    ACCESS_REVOKED: { description: "Not a member any more: do not come back." },
    SESSION_ENDED: { description: "The session or its token ended: sign in again or renew the token." },
    SERVER_DRAINING: { description: "The server is stopping: come back at once." },
  },
});

@ObjectType({ implements: StreamItem, simpleResolvers: true, description: "The last item; complete follows." })
export class StreamEnd implements StreamItem {
  cursor: string;

  @Field(() => StreamEndReason, { description: "Why." })
  endReason: StreamEndReason;
}
