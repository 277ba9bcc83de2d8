import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../../platform/graphql/context";
import { subscribedByModule } from "../../platform/graphql/module";
import { Label } from "../labels/label.entity";
import { Project } from "../projects/project.entity";
import { ProjectMember } from "../projects/projectMember.entity";
import { Task } from "../tasks/task.entity";
import { Actor } from "../users/actor.entity";
import type { ProjectStreamItem } from "./changes.service";
import { StreamEvent, StreamItem } from "./stream.types";

@Resolver(() => StreamEvent)
export class ChangesResolver {
  @Subscription(() => StreamItem, {
    subscribe: subscribedByModule,
    description:
      "Everything that happens in a project from now on, in order: StreamLive, then a StreamEvent for each change.",
  })
  projectStream(
    @Root() item: ProjectStreamItem,
    @Arg("projectId", () => ID, { description: "Begins with prj_." }) _projectId: string,
  ): ProjectStreamItem {
    return item;
  }

  @FieldResolver(() => Actor, { nullable: true })
  async actor(@Root() { actorId }: StreamEvent, @Ctx() { loaders }: Context): Promise<Actor | null> {
    return actorId === null ? null : loaders.userById.load(actorId);
  }

  @FieldResolver(() => Task, { nullable: true })
  async task(@Root() { subjectId, projectId }: StreamEvent, @Ctx() { loaders }: Context): Promise<Task | null> {
    const task = subjectId.startsWith("tsk_") ? await loaders.taskById.load(subjectId) : null;
    if (!task || task.projectId === projectId) return task;
    // It has left: who reads this log need not be in the project that it is in now.
    return (await loaders.membershipByProject.load(task.projectId)) ? task : null;
  }

  @FieldResolver(() => Label, { nullable: true })
  async label(@Root() { subjectId }: StreamEvent, @Ctx() { loaders }: Context): Promise<Label | null> {
    return subjectId.startsWith("lbl_") ? loaders.labelById.load(subjectId) : null;
  }

  @FieldResolver(() => ProjectMember, { nullable: true })
  async member(@Root() { subjectId }: StreamEvent, @Ctx() { loaders }: Context): Promise<ProjectMember | null> {
    const member = subjectId.startsWith("mem_") ? await loaders.memberById.load(subjectId) : null;
    return member?.removedAt ? null : member;
  }

  @FieldResolver(() => Project, { nullable: true })
  async project(@Root() { subjectId }: StreamEvent, @Ctx() { loaders }: Context): Promise<Project | null> {
    return subjectId.startsWith("prj_") ? loaders.projectById.load(subjectId) : null;
  }
}
