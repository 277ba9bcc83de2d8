import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { Comment } from "../comments/comment.entity";
import type { CommentEventType } from "../comments/comments.events";
import type { LabelEventType } from "../labels/labels.events";
import { Label } from "../labels/label.entity";
import { Project } from "../projects/project.entity";
import { ProjectMember } from "../projects/projectMember.entity";
import type { ProjectEventType } from "../projects/projects.events";
import { Task } from "../tasks/task.entity";
import type { TaskEventType } from "../tasks/tasks.events";
import { Actor } from "../users/actor.entity";
import { JsonScalar } from "../../platform/graphql/scalars";

export type ChangeType = TaskEventType | CommentEventType | LabelEventType | ProjectEventType;
const ChangeTypes: { [Type in ChangeType]: Type } = {
  TASK_CREATED: "TASK_CREATED",
  TASK_UPDATED: "TASK_UPDATED",
  TASK_MOVED: "TASK_MOVED",
  TASK_MOVED_OUT: "TASK_MOVED_OUT",
  TASK_DELETED: "TASK_DELETED",
  TASK_RESTORED: "TASK_RESTORED",
  TASK_PURGED: "TASK_PURGED",
  COMMENT_ADDED: "COMMENT_ADDED",
  COMMENT_UPDATED: "COMMENT_UPDATED",
  COMMENT_DELETED: "COMMENT_DELETED",
  LABEL_CREATED: "LABEL_CREATED",
  LABEL_UPDATED: "LABEL_UPDATED",
  LABEL_DELETED: "LABEL_DELETED",
  MEMBER_ADDED: "MEMBER_ADDED",
  MEMBER_UPDATED: "MEMBER_UPDATED",
  MEMBER_REMOVED: "MEMBER_REMOVED",
  PROJECT_CREATED: "PROJECT_CREATED",
  PROJECT_UPDATED: "PROJECT_UPDATED",
  PROJECT_ARCHIVED: "PROJECT_ARCHIVED",
  PROJECT_UNARCHIVED: "PROJECT_UNARCHIVED",
  PROJECT_DELETED: "PROJECT_DELETED",
  PROJECT_RESTORED: "PROJECT_RESTORED",
};
registerEnumType(ChangeTypes, {
  name: "ChangeType",
  description: "What happened; more values may come: ignore what you do not know.",
  valuesConfig: {
    TASK_CREATED: { description: "A new task." },
    TASK_UPDATED: { description: "Fields of a task changed, by updateTask." },
    TASK_MOVED: {
      description: "A task's place or status changed, by moveTask or to make room; or it came from another project.",
    },
    TASK_MOVED_OUT: { description: "A task left for another project." },
    TASK_DELETED: { description: "A task went to the trash." },
    TASK_RESTORED: { description: "A task came back from the trash." },
    TASK_PURGED: { description: "A task had been in the trash for long enough and is gone for good; by the system." },
    COMMENT_ADDED: { description: "A new comment on a task." },
    COMMENT_UPDATED: { description: "A comment's body changed." },
    COMMENT_DELETED: { description: "A comment was emptied; earlier events of it no longer tell its text." },
    LABEL_CREATED: { description: "A new label." },
    LABEL_UPDATED: { description: "A label changed." },
    LABEL_DELETED: { description: "A label was deleted, and is on no task any more." },
    MEMBER_ADDED: { description: "A person was added; pending ones for ADMIN and OWNER only." },
    MEMBER_UPDATED: { description: "A person's role changed, or a pending member joined." },
    MEMBER_REMOVED: { description: "A person was removed or left." },
    PROJECT_CREATED: { description: "The project is new." },
    PROJECT_UPDATED: { description: "The project itself changed, maybe its owner." },
    PROJECT_ARCHIVED: { description: "The project was archived." },
    PROJECT_UNARCHIVED: { description: "The project is archived no more." },
    PROJECT_DELETED: { description: "The project went to the trash." },
    PROJECT_RESTORED: { description: "The project came back from the trash." },
  },
});

@ObjectType({ simpleResolvers: true, description: "One field's change, as it was at that event." })
export class FieldChange {
  @Field({ description: "Name of the GraphQL field." })
  field: string;

  @Field(() => JsonScalar, { nullable: true, description: "Value before, ids for entities; null when there was none." })
  before: unknown;

  @Field(() => JsonScalar, { nullable: true, description: "Value after, ids for entities; null when there is none." })
  after: unknown;
}

@InterfaceType({ description: "One entry of a project's log." })
export abstract class Change {
  @Field(() => ID, { description: "Begins with evt_." })
  id: string;

  @Field(() => Int, { description: "1, 2, 3 … within the project, without a gap." })
  seq: number;

  @Field(() => ChangeTypes, { description: "What happened." })
  type: ChangeType;

  @Field(() => ID, { description: "In which project." })
  projectId: string;

  @Field(() => ID, { description: "The changed entity, also when it is gone." })
  subjectId: string;

  @Field(() => Actor, { nullable: true, description: "Who did it; null for the system." })
  actor?: Actor | null;

  @Field({ description: "When it was committed." })
  occurredAt: Date;

  @Field(() => [String], { description: "Names of the changed GraphQL fields." })
  changedFields: string[];

  @Field(() => [FieldChange], {
    description:
      "Those fields before and after; empty when their values were deleted since, as those of a deleted comment are.",
  })
  fieldChanges: FieldChange[];

  @Field(() => Task, {
    nullable: true,
    description:
      "The task as it is now, never older than this event; null when it is gone from this project, or when this is not about one.",
  })
  task?: Task | null;

  @Field(() => Comment, {
    nullable: true,
    description:
      "The comment as it is now, never older than this event; null when gone or not about one. Its task is comment.task.",
  })
  comment?: Comment | null;

  @Field(() => Label, {
    nullable: true,
    description: "The label as it is now, never older than this event; null when gone or not about one.",
  })
  label?: Label | null;

  @Field(() => ProjectMember, {
    nullable: true,
    description: "The member as it is now, never older than this event; null when gone or not about one.",
  })
  member?: ProjectMember | null;

  @Field(() => Project, {
    nullable: true,
    description: "The project as it is now, never older than this event; null when not about the project itself.",
  })
  project?: Project | null;
}
