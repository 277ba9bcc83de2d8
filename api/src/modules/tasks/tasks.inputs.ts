import { Field, ID, InputType } from "type-graphql";
import { RetryableInput, VersionedInput } from "../../platform/graphql/inputs";
import { IsId, IsIdList, NotNull, Text } from "../../platform/graphql/rules";
import { DateScalar } from "../../platform/graphql/scalars";
import { TaskPriority, TaskStatus } from "./task.entity";

const MAX_LABELS = 50;
const PARENT =
  "A task of the same project under which it stands, at most 20 levels deep and 1000 tasks in the whole tree.";

@InputType({ description: "A new task." })
export class CreateTaskInput extends RetryableInput {
  @IsId("tsk")
  @Field(() => ID, {
    nullable: true,
    description: "An id of the client's own: tsk_ and a UUIDv7. The same id and input again answers the same task.",
  })
  id?: string | null;

  @IsId("prj")
  @Field(() => ID, { nullable: true, description: "The viewer's personal project when absent." })
  projectId?: string | null;

  @Text(1, 500)
  @Field({ description: "1 to 500 characters." })
  title: string;

  @Text(0, 100_000)
  @Field(() => String, { nullable: true, description: "Markdown, up to 100 000 characters." })
  description?: string | null;

  @Field(() => TaskStatus, { nullable: true, description: "TODO when absent." })
  status?: TaskStatus | null;

  @Field(() => TaskPriority, { nullable: true, description: "NONE when absent." })
  priority?: TaskPriority | null;

  @IsId("usr")
  @Field(() => ID, { nullable: true, description: "A member of the project." })
  assigneeId?: string | null;

  @IsIdList("lbl", MAX_LABELS)
  @Field(() => [ID], { nullable: true, description: "Labels of the project; 50 at most." })
  labelIds?: string[] | null;

  @IsId("tsk")
  @Field(() => ID, { nullable: true, description: PARENT })
  parentId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Day on which it starts." })
  startOn?: string | null;

  @Field(() => Date, { nullable: true, description: "Instant at which it starts; sets startOn in the viewer's zone." })
  startAt?: Date | null;

  @Field(() => DateScalar, { nullable: true, description: "Day on which it is due." })
  dueOn?: string | null;

  @Field(() => Date, { nullable: true, description: "Instant at which it is due; sets dueOn in the viewer's zone." })
  dueAt?: Date | null;
}

@InputType({ description: "Changes of a task; absent leaves a field as it is, null clears it." })
export class UpdateTaskInput extends VersionedInput {
  @IsId("tsk")
  @Field(() => ID, { description: "Begins with tsk_." })
  id: string;

  @Text(1, 500)
  @NotNull()
  @Field(() => String, { nullable: true, description: "1 to 500 characters; not null." })
  title?: string;

  @Text(0, 100_000)
  @Field(() => String, { nullable: true, description: "Markdown, up to 100 000 characters; null clears it." })
  description?: string | null;

  @NotNull()
  @Field(() => TaskStatus, {
    nullable: true,
    description: "Not null. With a new status the task goes to the end of the project.",
  })
  status?: TaskStatus;

  @NotNull()
  @Field(() => TaskPriority, { nullable: true, description: "Not null; NONE takes it away." })
  priority?: TaskPriority;

  @IsId("usr")
  @Field(() => ID, { nullable: true, description: "A member of the project; null for nobody." })
  assigneeId?: string | null;

  @IsIdList("lbl", MAX_LABELS)
  @NotNull()
  @Field(() => [ID], {
    nullable: true,
    description: "All its labels, 50 at most; not together with addLabelIds or removeLabelIds. Not null.",
  })
  labelIds?: string[];

  @IsIdList("lbl", MAX_LABELS)
  @NotNull()
  @Field(() => [ID], { nullable: true, description: "Labels to add; one that is there already is fine. Not null." })
  addLabelIds?: string[];

  @IsIdList("lbl", MAX_LABELS)
  @NotNull()
  @Field(() => [ID], { nullable: true, description: "Labels to take off; one that is not there is fine. Not null." })
  removeLabelIds?: string[];

  @IsId("tsk")
  @Field(() => ID, { nullable: true, description: `${PARENT} Null makes it a top-level task.` })
  parentId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Day on which it starts; null clears the instant too." })
  startOn?: string | null;

  @Field(() => Date, {
    nullable: true,
    description: "Instant at which it starts, sets startOn in the viewer's zone; null keeps the day.",
  })
  startAt?: Date | null;

  @Field(() => DateScalar, { nullable: true, description: "Day on which it is due; null clears the instant too." })
  dueOn?: string | null;

  @Field(() => Date, {
    nullable: true,
    description: "Instant at which it is due, sets dueOn in the viewer's zone; null keeps the day.",
  })
  dueAt?: Date | null;
}

@InputType({
  description:
    "A task's new place, status, project, or several of them; without a place it goes to the end of its project.",
})
export class MoveTaskInput extends VersionedInput {
  @IsId("tsk")
  @Field(() => ID, { description: "Begins with tsk_." })
  id: string;

  @IsId("prj")
  @Field(() => ID, {
    nullable: true,
    description:
      "Another project whose tasks the viewer may change too; the present one when absent. The task gets a new key and is found by the old one still; its subtasks come along, a parent does not; labels are those of the same names there; an assignee who is no member there is cleared. Begins with prj_.",
  })
  projectId?: string | null;

  @NotNull()
  @Field(() => TaskStatus, { nullable: true, description: "New status; not null." })
  status?: TaskStatus;

  @IsId("tsk")
  @Field(() => ID, { nullable: true, description: "Right behind this task of the project that it goes to." })
  afterId?: string | null;

  @IsId("tsk")
  @Field(() => ID, {
    nullable: true,
    description:
      "Right before this task of the project that it goes to; afterId wins when the two are no neighbours any more.",
  })
  beforeId?: string | null;
}

@InputType({ description: "Which task to put in the trash." })
export class DeleteTaskInput extends VersionedInput {
  @IsId("tsk")
  @Field(() => ID, { description: "Begins with tsk_." })
  id: string;
}

@InputType({ description: "Which task to take out of the trash." })
export class RestoreTaskInput extends RetryableInput {
  @IsId("tsk")
  @Field(() => ID, { description: "Begins with tsk_." })
  id: string;
}
