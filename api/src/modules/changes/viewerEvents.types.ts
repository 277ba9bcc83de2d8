import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Project } from "../projects/project.entity";
import { type StreamEnd, type StreamEvent, StreamItem, type StreamLive, type StreamReset } from "./stream.types";

export const MembershipChange = { JOINED: "JOINED", ROLE_CHANGED: "ROLE_CHANGED", LEFT: "LEFT" } as const;
export type MembershipChange = keyof typeof MembershipChange;
registerEnumType(MembershipChange, {
  name: "MembershipChange",
  description: "What became of a membership; more values may come.",
  valuesConfig: {
    JOINED: { description: "Events of the project follow from its streamCursor." },
    ROLE_CHANGED: { description: "Read again what depends on rights." },
    LEFT: { description: "No more events of the project follow." },
  },
});

@ObjectType({
  implements: StreamItem,
  simpleResolvers: true,
  description: "In viewerEvents: the viewer's own membership changed.",
})
export class StreamMembership implements StreamItem {
  cursor: string;
  isMember: boolean;

  @Field(() => MembershipChange, { description: "What became of it." })
  membershipChange: MembershipChange;

  @Field(() => ID, { description: "Of which project." })
  projectId: string;

  @Field(() => Project, { nullable: true, description: "Null when the viewer is not in it any more." })
  project?: Project | null;
}

/** See ProjectStreamItem. */
export type ViewerEventsItem = StreamEvent | StreamMembership | StreamLive | StreamReset | StreamEnd;
