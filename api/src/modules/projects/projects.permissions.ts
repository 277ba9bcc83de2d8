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
  fields: {
    Project: "all",
    "Project.viewerRole": "role",
    // Pending members show to admins and the owner.
    "Project.members": "role",
    ProjectMember: "all",
    // One's own shows to everybody.
    "ProjectMember.email": "person",
  },
};
