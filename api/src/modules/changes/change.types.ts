import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import type { LabelEventType } from "../labels/labels.events";
import { Label } from "../labels/label.entity";
import { Project } from "../projects/project.entity";
import { ProjectMember } from "../projects/projectMember.entity";
import type { ProjectEventType } from "../projects/projects.events";
import { Task } from "../tasks/task.entity";
import type { TaskEventType } from "../tasks/tasks.events";
import { Actor } from "../users/actor.entity";
import { JsonScalar } from "../../platform/graphql/scalars";

export type ChangeType = TaskEventType | LabelEventType | ProjectEventType;
const ChangeTypes: { [Type in ChangeType]: Type } = {
  TASK_CREATED: "TASK_CREATED",
  TASK_UPDATED: "TASK_UPDATED",
  TASK_MOVED: "TASK_MOVED",
  TASK_DELETED: "TASK_DELETED",
  TASK_RESTORED: "TASK_RESTORED",
  LABEL_CREATED: "LABEL_CREATED",
  LABEL_UPDATED: "LABEL_UPDATED",
  LABEL_DELETED: "LABEL_DELETED",
  MEMBER_ADDED: "MEMBER_ADDED",
  MEMBER_UPDATED: "MEMBER_UPDATED",
  MEMBER_REMOVED: "MEMBER_REMOVED",
  PROJECT_CREATED: "PROJECT_CREATED",
  PROJECT_UPDATED: "PROJECT_UPDATED",
};
registerEnumType(ChangeTypes, {
  name: "ChangeType",
  description: "What happened; more values may come: ignore what you do not know.",
  valuesConfig: {
    TASK_CREATED: { description: "A new task." },
    TASK_UPDATED: { description: "Fields of a task changed, by updateTask." },
    TASK_MOVED: { description: "A task's place or status changed, by moveTask or to make room." },
    TASK_DELETED: { description: "A task went to the trash." },
    TASK_RESTORED: { description: "A task came back from the trash." },
    LABEL_CREATED: { description: "A new label." },
    LABEL_UPDATED: { description: "A label changed." },
    LABEL_DELETED: { description: "A label was deleted, and is on no task any more." },
    MEMBER_ADDED: { description: "A person joined." },
    MEMBER_UPDATED: { description: "A person's role changed." },
    MEMBER_REMOVED: { description: "A person was removed or left." },
    PROJECT_CREATED: { description: "The project is new." },
    PROJECT_UPDATED: { description: "The project itself changed." },
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

  @Field(() => [FieldChange], { description: "Those fields before and after." })
  fieldChanges: FieldChange[];

  @Field(() => Task, {
    nullable: true,
    description: "The task as it is now, never older than this event; null when gone or not about one.",
  })
  task?: Task | null;

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
