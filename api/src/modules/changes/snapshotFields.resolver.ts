import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../platform/graphql/context";
import { Project } from "../projects/project.entity";
import { Task } from "../tasks/task.entity";
import { StreamSnapshot } from "./stream.types";

/** What a page of a snapshot shows, as it is now. */
@Resolver(() => StreamSnapshot)
export class SnapshotFieldsResolver {
  @FieldResolver(() => Project, { nullable: true })
  async project(@Root() { projectId }: StreamSnapshot, @Ctx() { loaders }: Context): Promise<Project | null> {
    return loaders.projectById.load(projectId);
  }

  /** Without those that have left since the page was made: the events behind the cut tell of that. */
  @FieldResolver(() => [Task])
  async tasks(@Root() { projectId, taskIds }: StreamSnapshot, @Ctx() { loaders }: Context): Promise<Task[]> {
    const tasks = await Promise.all(taskIds.map(async (id) => loaders.taskById.load(id)));
    return tasks.filter((task): task is Task => task?.projectId === projectId && task.deletedAt === null);
  }
}
