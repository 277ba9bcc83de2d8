import { type Permissions, signedIn } from "../../platform/graphql/permissions";

export const tasksPermissions: Permissions = {
  Query: { task: signedIn, tasks: signedIn, search: signedIn },
  Mutation: {
    createTask: signedIn,
    updateTask: signedIn,
    moveTask: signedIn,
    deleteTask: signedIn,
    restoreTask: signedIn,
  },
  Subscription: { taskUpdated: signedIn },
  fields: { Task: "all", "Task.viewerCanEdit": "role" },
};
