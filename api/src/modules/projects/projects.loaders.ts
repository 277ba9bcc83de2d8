import type DataLoader from "dataloader";
import { batchLoader, byKey, groupByKey, type LoaderFactories } from "../../platform/graphql/loaders";
import { encodeId } from "../../platform/ids";
import type { FormerKey } from "./formerKey.entity";
import { findMembers, findMemberships } from "./members.repository";
import type { Project } from "./project.entity";
import type { ProjectMember } from "./projectMember.entity";
import { findFormerKeys, findProjects } from "./projects.repository";

declare module "../../platform/graphql/context" {
  interface Loaders {
    /** Does not ask whether the viewer may see the project: only for what hangs on something visible. */
    projectById: DataLoader<string, Project | null>;
    memberById: DataLoader<string, ProjectMember | null>;
    /** The viewer's own membership, by project. */
    membershipByProject: DataLoader<string, ProjectMember | null>;
    formerKeysByProject: DataLoader<string, FormerKey[]>;
  }
}

export const projectsLoaders: LoaderFactories = {
  projectById: ({ reader }) =>
    batchLoader(async (ids) => byKey(ids, await findProjects(reader, ids), (project) => project.id)),
  memberById: ({ reader }) =>
    batchLoader(async (ids) => byKey(ids, await findMembers(reader, ids), (member) => member.id)),
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
