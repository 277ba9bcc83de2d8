import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { type Context, CurrentViewer } from "../../platform/graphql/context";
import { Project } from "../projects/project.entity";
import { Task } from "../tasks/task.entity";
import { Label } from "./label.entity";
import { CreateLabelInput, DeleteLabelInput, UpdateLabelInput } from "./labels.inputs";
import { LabelPayload } from "./labels.payloads";
import type { LabelsService } from "./labels.service";

/** Labels, and the lists of them on projects and tasks. */
@Resolver(() => Label)
export class LabelsResolver {
  constructor(private readonly service: LabelsService) {}

  @Mutation(() => LabelPayload, {
    nullable: true,
    description: "Create a label in a project; the owner and admins may.",
  })
  async createLabel(@CurrentViewer() viewer: Viewer, @Arg("input") input: CreateLabelInput): Promise<LabelPayload> {
    const { entity, seq } = await this.service.createLabel(viewer, input);
    return { label: entity, seq };
  }

  @Mutation(() => LabelPayload, { nullable: true, description: "Change a label; the owner and admins may." })
  async updateLabel(@CurrentViewer() viewer: Viewer, @Arg("input") input: UpdateLabelInput): Promise<LabelPayload> {
    const { entity, seq } = await this.service.updateLabel(viewer, input);
    return { label: entity, seq };
  }

  @Mutation(() => LabelPayload, {
    nullable: true,
    description: "Delete a label and take it off every task, in one event; the owner and admins may.",
  })
  async deleteLabel(@CurrentViewer() viewer: Viewer, @Arg("input") input: DeleteLabelInput): Promise<LabelPayload> {
    const { entity, seq } = await this.service.deleteLabel(viewer, input);
    return { label: entity, seq };
  }

  @FieldResolver(() => Project, { description: "Where." })
  async project(@Root() label: Label, @Ctx() { loaders }: Context): Promise<Project | null> {
    return loaders.projectById.load(label.projectId);
  }
}

@Resolver(() => Project)
export class ProjectLabelsResolver {
  @FieldResolver(() => [Label], { description: "All labels by name; 200 at most." })
  async labels(@Root() project: Project, @Ctx() { loaders }: Context): Promise<Label[]> {
    return loaders.labelsByProject.load(project.id);
  }
}

@Resolver(() => Task)
export class TaskLabelsResolver {
  @FieldResolver(() => [Label], { description: "By name; 50 at most." })
  async labels(@Root() task: Task, @Ctx() { loaders }: Context): Promise<Label[]> {
    return loaders.labelsByTask.load(task.id);
  }
}
