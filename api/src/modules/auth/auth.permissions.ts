import { anyone, type Permissions, signedIn } from "../../platform/graphql/permissions";

export const authPermissions: Permissions = {
  Mutation: {
    register: anyone,
    login: anyone,
    revokeSession: signedIn,
    revokeAllSessions: signedIn,
    requestEmailVerification: anyone,
    verifyEmail: anyone,
    requestPasswordReset: anyone,
    resetPassword: anyone,
    changePassword: signedIn,
    deleteAccount: signedIn,
  },
};
