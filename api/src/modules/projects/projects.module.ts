import type { AnyJob } from "../../platform/jobs/job";
import type { Module } from "../../platform/graphql/module";
import { MembersResolver, ProjectMembersResolver } from "./members.resolver";
import type { MembersService } from "./members.service";
import type { ProjectLifecycleService } from "./projectLifecycle.service";
import { projectsLoaders } from "./projects.loaders";
import { projectsPermissions } from "./projects.permissions";
import { ProjectsResolver } from "./projects.resolver";
import type { ProjectsService } from "./projects.service";
import type { ProjectTransferService } from "./projectTransfer.service";
import { ProjectVerbsResolver } from "./projectVerbs.resolver";

interface ProjectsServices {
  projects: ProjectsService;
  members: MembersService;
  lifecycle: ProjectLifecycleService;
  transfers: ProjectTransferService;
  jobs: AnyJob[];
}

export function projectsModule({ projects, members, lifecycle, transfers, jobs }: ProjectsServices): Module {
  return {
    resolvers: [
      new ProjectsResolver(projects),
      new ProjectVerbsResolver(lifecycle, transfers),
      new MembersResolver(members),
      new ProjectMembersResolver(members),
    ],
    jobs,
    permissions: projectsPermissions,
    loaders: projectsLoaders,
    nodes: {
      prj: async ({ loaders }, id) => (await loaders.membershipByProject.load(id)) && loaders.projectById.load(id),
      mem: async ({ loaders }, id) => {
        const member = await loaders.memberById.load(id);
        return member && !member.removedAt && (await loaders.membershipByProject.load(member.projectId))
          ? member
          : null;
      },
    },
  };
}
