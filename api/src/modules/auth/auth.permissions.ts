import { anyone, type Permissions, signedIn } from "../../platform/graphql/permissions";

export const authPermissions: Permissions = {
  Mutation: { register: anyone, login: anyone, revokeSession: signedIn, revokeAllSessions: signedIn },
  fields: { Session: "person" },
};
