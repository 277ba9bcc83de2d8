import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { ConnectionArgs } from "../../platform/graphql/connection";
import { type Context, CurrentViewer } from "../../platform/graphql/context";
import type { Page } from "../../platform/paging/page";
import { Actor } from "../users/actor.entity";
import { User } from "../users/user.entity";
import { AddProjectMemberInput, RemoveProjectMemberInput, UpdateProjectMemberInput } from "./members.inputs";
import { canManageMembers } from "./projects.policy";
import type { MembersService } from "./members.service";
import { Project } from "./project.entity";
import { ProjectMember } from "./projectMember.entity";
import { ProjectMemberConnection } from "./projects.connection";
import { ProjectMemberPayload } from "./projects.payloads";

/** Members, and the lists of them. */
@Resolver(() => ProjectMember)
export class MembersResolver {
  constructor(private readonly service: MembersService) {}

  @Mutation(() => ProjectMemberPayload, {
    nullable: true,
    description: "Add a person by the address of their account; the owner and admins may.",
  })
  async addProjectMember(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: AddProjectMemberInput,
  ): Promise<ProjectMemberPayload> {
    const { entity, seq } = await this.service.addProjectMember(viewer, input);
    return { member: entity, seq };
  }

  @Mutation(() => ProjectMemberPayload, {
    nullable: true,
    description: "Change a member's role, never to or from OWNER; the owner and admins may.",
  })
  async updateProjectMember(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: UpdateProjectMemberInput,
  ): Promise<ProjectMemberPayload> {
    const { entity, seq } = await this.service.updateProjectMember(viewer, input);
    return { member: entity, seq };
  }

  @Mutation(() => ProjectMemberPayload, {
    nullable: true,
    description: "Remove a member (the owner and admins may), or leave.",
  })
  async removeProjectMember(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: RemoveProjectMemberInput,
  ): Promise<ProjectMemberPayload> {
    const { entity, seq } = await this.service.removeProjectMember(viewer, input);
    return { member: entity, seq };
  }

  @FieldResolver(() => Project, { description: "Where." })
  async project(@Root() member: ProjectMember, @Ctx() { loaders }: Context): Promise<Project | null> {
    return loaders.projectById.load(member.projectId);
  }

  @FieldResolver(() => User, { nullable: true, description: "Who; null while pending." })
  async user(@Root() member: ProjectMember, @Ctx() { loaders }: Context): Promise<User | null> {
    return loaders.userById.load(member.userId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "Address of their account; null unless it is one's own or the viewer is ADMIN or OWNER.",
  })
  async email(@Root() member: ProjectMember, @Ctx() { loaders, viewer }: Context): Promise<string | null> {
    if (member.userId !== viewer?.userId) {
      const own = await loaders.membershipByProject.load(member.projectId);
      if (!own || !canManageMembers(own.role)) return null;
    }
    return (await loaders.userById.load(member.userId))?.emailAddress ?? null;
  }

  @FieldResolver(() => Actor, { nullable: true, description: "Who added them; null for the owner." })
  async addedBy(@Root() member: ProjectMember, @Ctx() { loaders }: Context): Promise<Actor | null> {
    return member.addedById === null ? null : loaders.userById.load(member.addedById);
  }
}

@Resolver(() => Project)
export class ProjectMembersResolver {
  constructor(private readonly service: MembersService) {}

  @FieldResolver(() => ProjectMemberConnection, { description: "Members by name." })
  async members(
    @CurrentViewer() viewer: Viewer,
    @Root() project: Project,
    @Args() args: ConnectionArgs,
  ): Promise<Page<ProjectMember>> {
    return this.service.list(viewer, project.id, args);
  }
}
