import type DataLoader from "dataloader";
import type { Viewer } from "../../platform/auth/viewer";
import type { Reader } from "../../platform/db/database";
import { batchLoader, byKey, groupByKey, type LoaderFactories } from "../../platform/graphql/loaders";
import { encodeId } from "../../platform/ids";
import type { FormerKey } from "./formerKey.entity";
import { findMembers, findMemberships } from "./members.repository";
import type { Project } from "./project.entity";
import type { ProjectMember } from "./projectMember.entity";
import { canSeePending } from "./projects.policy";
import { findFormerKeys, findProjects } from "./projects.repository";

declare module "../../platform/graphql/context" {
  interface Loaders {
    /** Does not ask whether the viewer may see the project: only for what hangs on something visible. */
    projectById: DataLoader<string, Project | null>;
    /** Removed ones too; null for a pending one of a project whose pending members the viewer may not see. */
    memberById: DataLoader<string, ProjectMember | null>;
    /** The viewer's own membership, by project. */
    membershipByProject: DataLoader<string, ProjectMember | null>;
    formerKeysByProject: DataLoader<string, FormerKey[]>;
  }
}

export const projectsLoaders: LoaderFactories = {
  projectById: ({ reader }) =>
    batchLoader(async (ids) => byKey(ids, await findProjects(reader, ids), (project) => project.id)),
  memberById: ({ reader, viewer }) =>
    batchLoader(async (ids) => {
      const members = await visible(reader, viewer, await findMembers(reader, ids));
      return byKey(ids, members, (member) => member.id);
    }),
  membershipByProject: ({ reader, viewer }) =>
    batchLoader(async (ids) => {
      const memberships = viewer ? await findMemberships(reader, viewer.userId, ids) : [];
      return byKey(ids, memberships, (membership) => membership.projectId);
    }),
  formerKeysByProject: ({ reader }) =>
    batchLoader(async (ids) =>
      groupByKey(ids, await findFormerKeys(reader, ids), (former) => encodeId("prj", former.projectId)),
    ),
};

/** Without the pending members that the viewer may not see. */
async function visible(
  reader: Reader,
  viewer: Viewer | null,
  members: readonly ProjectMember[],
): Promise<ProjectMember[]> {
  const projectIds = [...new Set(members.filter(({ userId }) => userId === null).map(({ projectId }) => projectId))];
  const own = viewer && projectIds.length > 0 ? await findMemberships(reader, viewer.userId, projectIds) : [];
  const managed = new Set(own.filter(({ role }) => canSeePending(role)).map(({ projectId }) => projectId));
  return members.filter(({ userId, projectId }) => userId !== null || managed.has(projectId));
}
