import { anyone, type Permissions, signedIn } from "../../platform/graphql/permissions";

export const usersPermissions: Permissions = {
  Query: { viewer: anyone },
  Mutation: { updateProfile: signedIn },
};
