import { type Permissions, signedIn } from "../../platform/graphql/permissions";

export const changesPermissions: Permissions = {
  Query: { changes: signedIn },
  Subscription: { projectStream: signedIn, viewerEvents: signedIn },
  fields: {
    StreamLive: "all",
    StreamEvent: "all",
    // Events of pending members show to admins and the owner.
    "StreamEvent.prevSeq": "role",
    StreamEnd: "all",
    StreamSnapshot: "all",
    StreamReset: "all",
    StreamLagging: "all",
    // Only the member may see it.
    StreamMembership: "all",
    ChangePage: "role",
    "Project.streamCursor": "all",
    ActivityEntry: "all",
    "Project.activity": "role",
    // What happened in a project where it was before shows to those who are in that one.
    "Task.activity": "person",
    FieldChange: "all",
  },
};
