import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../platform/graphql/context";
import { Comment } from "../comments/comment.entity";
import { Label } from "../labels/label.entity";
import { Project } from "../projects/project.entity";
import { ProjectMember } from "../projects/projectMember.entity";
import { Task } from "../tasks/task.entity";
import { Actor } from "../users/actor.entity";
import { Change } from "./change.types";
import type { ChangeRecord } from "./changeOf";

/** Who did it and to what, for every member of the interface. Entities are as they are now. */
@Resolver(() => Change)
export class ChangeFieldsResolver {
  @FieldResolver(() => Actor, { nullable: true })
  async actor(@Root() { actorId }: ChangeRecord, @Ctx() { loaders }: Context): Promise<Actor | null> {
    return actorId === null ? null : loaders.userById.load(actorId);
  }

  @FieldResolver(() => Task, { nullable: true })
  async task(@Root() { subjectId, projectId }: ChangeRecord, @Ctx() context: Context): Promise<Task | null> {
    return subjectId.startsWith("tsk_") ? taskOf(context, projectId, subjectId) : null;
  }

  @FieldResolver(() => Comment, { nullable: true })
  async comment(@Root() { subjectId, projectId }: ChangeRecord, @Ctx() context: Context): Promise<Comment | null> {
    const comment = subjectId.startsWith("cmt_") ? await context.loaders.commentById.load(subjectId) : null;
    return comment && (await taskOf(context, projectId, comment.taskId)) && comment;
  }

  @FieldResolver(() => Label, { nullable: true })
  async label(@Root() { subjectId }: ChangeRecord, @Ctx() { loaders }: Context): Promise<Label | null> {
    return subjectId.startsWith("lbl_") ? loaders.labelById.load(subjectId) : null;
  }

  @FieldResolver(() => ProjectMember, { nullable: true })
  async member(@Root() { subjectId }: ChangeRecord, @Ctx() { loaders }: Context): Promise<ProjectMember | null> {
    const member = subjectId.startsWith("mem_") ? await loaders.memberById.load(subjectId) : null;
    return member?.removedAt ? null : member;
  }

  @FieldResolver(() => Project, { nullable: true })
  async project(@Root() { subjectId }: ChangeRecord, @Ctx() { loaders }: Context): Promise<Project | null> {
    return subjectId.startsWith("prj_") ? loaders.projectById.load(subjectId) : null;
  }
}

/**
 * A task of an event; null once it has left the project: whoever reads this log need not be in the one that it is in
 * now, and an event is the same for all who read it.
 */
async function taskOf({ loaders }: Context, projectId: string, taskId: string): Promise<Task | null> {
  const task = await loaders.taskById.load(taskId);
  return task?.projectId === projectId ? task : null;
}
