import { type Permissions, signedIn } from "../../platform/graphql/permissions";

export const projectsPermissions: Permissions = {
  Query: { project: signedIn, projects: signedIn },
  Mutation: {
    createProject: signedIn,
    updateProject: signedIn,
    archiveProject: signedIn,
    unarchiveProject: signedIn,
    deleteProject: signedIn,
    restoreProject: signedIn,
    transferProject: signedIn,
    addProjectMember: signedIn,
    updateProjectMember: signedIn,
    removeProjectMember: signedIn,
  },
};
