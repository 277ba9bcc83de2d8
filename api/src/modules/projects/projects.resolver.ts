import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import type { Selection } from "../../platform/selection";
import { notFound } from "../../platform/errors";
import { type Context, CurrentViewer } from "../../platform/graphql/context";
import { SelectedNodes } from "../../platform/graphql/selection";
import { requireId } from "../../platform/graphql/rules";
import type { Page } from "../../platform/paging/page";
import { User } from "../users/user.entity";
import { Project } from "./project.entity";
import { ProjectRole } from "./projectMember.entity";
import { ProjectsArgs } from "./projects.args";
import { ProjectConnection } from "./projects.connection";
import { CreateProjectInput, UpdateProjectInput } from "./projects.inputs";
import { ProjectPayload } from "./projects.payloads";
import type { ProjectsService } from "./projects.service";

@Resolver(() => Project)
export class ProjectsResolver {
  constructor(private readonly service: ProjectsService) {}

  @Query(() => Project, { nullable: true, description: "A project of the viewer's; NOT_FOUND when there is none." })
  async project(
    @CurrentViewer() viewer: Viewer,
    @Arg("id", () => ID, { description: "Begins with prj_." }) id: string,
  ): Promise<Project> {
    const project = await this.service.find(viewer, requireId("prj", id, "id"));
    if (!project) throw notFound("The project");
    return project;
  }

  @Query(() => ProjectConnection, {
    nullable: true,
    description: "The projects that the viewer is a member of, by name; without the archive and the trash unless told.",
  })
  async projects(
    @CurrentViewer() viewer: Viewer,
    @Args() args: ProjectsArgs,
    @SelectedNodes() selection: Selection,
  ): Promise<Page<Project>> {
    return this.service.list(viewer, args, selection);
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: "Create a project owned by the viewer." })
  async createProject(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: CreateProjectInput,
  ): Promise<ProjectPayload> {
    return this.service.create(viewer, input);
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: "Change a project; the owner and admins may." })
  async updateProject(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: UpdateProjectInput,
  ): Promise<ProjectPayload> {
    return this.service.update(viewer, input);
  }

  @FieldResolver(() => User, { description: "The one owner." })
  async owner(@Root() project: Project, @Ctx() { loaders }: Context): Promise<User | null> {
    return loaders.userById.load(project.ownerId);
  }

  @FieldResolver(() => ProjectRole, { description: "The viewer's own role." })
  async viewerRole(@Root() project: Project, @Ctx() { loaders }: Context): Promise<ProjectRole> {
    // Whoever has just left still gets the answer to leaving: as one who has the least rights.
    return (await loaders.membershipByProject.load(project.id))?.role ?? "VIEWER";
  }

  @FieldResolver(() => Int, { description: "Number of the latest change in the project's log." })
  async lastSeq(@Root() project: Project, @Ctx() { loaders }: Context): Promise<number> {
    return loaders.lastSeqByStream.load(project.id);
  }
}
