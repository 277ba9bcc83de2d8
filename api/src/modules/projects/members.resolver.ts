import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import type { Selection } from "../../platform/selection";
import { ConnectionArgs } from "../../platform/graphql/connection";
import { type Context, CurrentViewer } from "../../platform/graphql/context";
import { SelectedNodes } from "../../platform/graphql/selection";
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
    description:
      "Add a person by e-mail; the owner and admins may. An account that has verified the address is a member at once; any other address is pending until one does.",
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
  async user(@Root() { userId }: ProjectMember, @Ctx() { loaders }: Context): Promise<User | null> {
    return userId === null ? null : loaders.userById.load(userId);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether no account has verified this address yet; only ADMIN and OWNER see such members.",
  })
  isPending(@Root() { userId }: ProjectMember): boolean {
    return userId === null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Address of their account, or by which they were added; null unless it is one's own or the viewer is ADMIN or OWNER.",
  })
  async email(
    @Root() { userId, projectId, emailAddress }: ProjectMember,
    @Ctx() { loaders, viewer }: Context,
  ): Promise<string | null> {
    if (userId === null || userId !== viewer?.userId) {
      const own = await loaders.membershipByProject.load(projectId);
      if (!own || !canManageMembers(own.role)) return null;
    }
    return userId === null ? emailAddress : ((await loaders.userById.load(userId))?.emailAddress ?? null);
  }

  @FieldResolver(() => Actor, { nullable: true, description: "Who added them; null for the owner." })
  async addedBy(@Root() { role, addedById }: ProjectMember, @Ctx() { loaders }: Context): Promise<Actor | null> {
    return role === "OWNER" || addedById === null ? null : loaders.userById.load(addedById);
  }
}

@Resolver(() => Project)
export class ProjectMembersResolver {
  constructor(private readonly service: MembersService) {}

  @FieldResolver(() => ProjectMemberConnection, {
    description: "Members by name, pending ones by address and only for ADMIN and OWNER.",
  })
  async members(
    @CurrentViewer() viewer: Viewer,
    @Root() project: Project,
    @Args() args: ConnectionArgs,
    @Ctx() { loaders }: Context,
    @SelectedNodes() selection: Selection,
  ): Promise<Page<ProjectMember>> {
    const own = await loaders.membershipByProject.load(project.id);
    return this.service.list(viewer, project.id, own?.role ?? null, args, selection);
  }
}
