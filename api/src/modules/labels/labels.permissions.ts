import { type Permissions, signedIn } from "../../platform/graphql/permissions";

export const labelsPermissions: Permissions = {
  Mutation: { createLabel: signedIn, updateLabel: signedIn, deleteLabel: signedIn },
  fields: { Label: "all" },
};
