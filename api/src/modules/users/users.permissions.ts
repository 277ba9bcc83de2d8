import { anyone, type Permissions, signedIn } from "../../platform/graphql/permissions";

export const usersPermissions: Permissions = {
  Query: { viewer: anyone },
  Mutation: { updateProfile: signedIn },
  fields: {
    User: "all",
    "User.email": "person",
    "User.isEmailVerified": "person",
    "User.sessions": "person",
    "User.apiTokens": "person",
  },
};
