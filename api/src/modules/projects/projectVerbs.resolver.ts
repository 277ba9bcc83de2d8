import { Arg, Mutation, Resolver } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { CurrentViewer } from "../../platform/graphql/context";
import { Project } from "./project.entity";
import type { ProjectLifecycleService } from "./projectLifecycle.service";
import { ProjectVerbInput, TransferProjectInput } from "./projects.inputs";
import { ProjectPayload } from "./projects.payloads";
import type { ProjectTransferService } from "./projectTransfer.service";

/** What is done to a project as a whole. */
@Resolver(() => Project)
export class ProjectVerbsResolver {
  constructor(
    private readonly lifecycle: ProjectLifecycleService,
    private readonly transfers: ProjectTransferService,
  ) {}

  @Mutation(() => ProjectPayload, {
    nullable: true,
    description:
      "Make a project read-only and leave it out of lists; the owner and admins may. Not the personal project.",
  })
  async archiveProject(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: ProjectVerbInput,
  ): Promise<ProjectPayload> {
    return this.lifecycle.archiveProject(viewer, input);
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: "Undo archiveProject; the owner and admins may." })
  async unarchiveProject(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: ProjectVerbInput,
  ): Promise<ProjectPayload> {
    return this.lifecycle.unarchiveProject(viewer, input);
  }

  @Mutation(() => ProjectPayload, {
    nullable: true,
    description: "Put a project in the trash for 30 days, read-only; its owner may. Not the personal project.",
  })
  async deleteProject(@CurrentViewer() viewer: Viewer, @Arg("input") input: ProjectVerbInput): Promise<ProjectPayload> {
    return this.lifecycle.deleteProject(viewer, input);
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: "Take a project out of the trash; its owner may." })
  async restoreProject(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: ProjectVerbInput,
  ): Promise<ProjectPayload> {
    return this.lifecycle.restoreProject(viewer, input);
  }

  @Mutation(() => ProjectPayload, {
    nullable: true,
    description:
      "Make another member the owner; the owner may, and becomes an ADMIN. CONFLICT when the new owner has a project with this key. Not the personal project.",
  })
  async transferProject(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: TransferProjectInput,
  ): Promise<ProjectPayload> {
    return this.transfers.transferProject(viewer, input);
  }
}
