import { anyone, type Permissions, signedInBySession } from "../../platform/graphql/permissions";

export const authPermissions: Permissions = {
  Mutation: {
    register: anyone,
    login: anyone,
    revokeSession: signedInBySession,
    revokeAllSessions: signedInBySession,
    requestEmailVerification: anyone,
    verifyEmail: anyone,
    requestPasswordReset: anyone,
    resetPassword: anyone,
    changePassword: signedInBySession,
    deleteAccount: signedInBySession,
  },
  fields: { Session: "person" },
};
