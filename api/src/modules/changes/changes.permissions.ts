import { type Permissions, signedIn } from "../../platform/graphql/permissions";

export const changesPermissions: Permissions = { Subscription: { projectStream: signedIn } };
