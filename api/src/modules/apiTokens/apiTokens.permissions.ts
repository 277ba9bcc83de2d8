import { type Permissions, signedInBySession } from "../../platform/graphql/permissions";

export const apiTokensPermissions: Permissions = {
  Mutation: { createApiToken: signedInBySession, revokeApiToken: signedInBySession },
  fields: { ApiToken: "person" },
};
