import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index } from "typeorm";
import { CodeColumn, IdColumn, InstantColumn } from "../../platform/db/columns";
import { declareFields } from "../../platform/db/reads/fields";
import { Node } from "../../platform/graphql/node";
import { DateScalar } from "../../platform/graphql/scalars";
import { Project } from "../projects/project.entity";
import { User } from "../users/user.entity";

export const TaskStatus = {
  BACKLOG: "BACKLOG",
  TODO: "TODO",
  IN_PROGRESS: "IN_PROGRESS",
  IN_REVIEW: "IN_REVIEW",
  DONE: "DONE",
  CANCELED: "CANCELED",
} as const;
export type TaskStatus = keyof typeof TaskStatus;
/** In the order in which they sort; the gaps are room for more. */
export const STATUS_CODES: Record<TaskStatus, number> = {
  BACKLOG: 10,
  TODO: 20,
  IN_PROGRESS: 30,
  IN_REVIEW: 40,
  DONE: 50,
  CANCELED: 60,
};
registerEnumType(TaskStatus, {
  name: "TaskStatus",
  description: "Where a task stands; more values may come. Sorts in this order.",
  valuesConfig: {
    BACKLOG: { description: "Not planned." },
    TODO: { description: "Planned." },
    IN_PROGRESS: { description: "Being done." },
    IN_REVIEW: { description: "Being checked." },
    DONE: { description: "Done." },
    CANCELED: { description: "Will not be done." },
  },
});

export const TaskPriority = { NONE: "NONE", LOW: "LOW", MEDIUM: "MEDIUM", HIGH: "HIGH", URGENT: "URGENT" } as const;
export type TaskPriority = keyof typeof TaskPriority;
/** In the order in which they sort; the gaps are room for more. */
export const PRIORITY_CODES: Record<TaskPriority, number> = { NONE: 10, LOW: 20, MEDIUM: 30, HIGH: 40, URGENT: 50 };
registerEnumType(TaskPriority, {
  name: "TaskPriority",
  description: "How urgent a task is; more values may come. Sorts in this order.",
  valuesConfig: {
    NONE: { description: "Not set." },
    LOW: { description: "Low." },
    MEDIUM: { description: "Medium." },
    HIGH: { description: "High." },
    URGENT: { description: "Urgent." },
  },
});

@ObjectType({ implements: Node, simpleResolvers: true, description: "Something to do." })
@Entity("tasks")
// Tasks of a viewer whose projects are all their own, the newest first; and those of them with a status.
@Index(["ownerId", "createdAt", "id"])
@Index(["ownerId", "status", "createdAt", "id"])
// The newest change first; also for search by what many tasks have, until a page is full.
@Index(["ownerId", "updatedAt", "id"])
// For lists of the trash.
@Index(["projectId", "deletedWithId"])
// A task by its key, such as ABC-42.
@Index(["projectId", "number"], { unique: true })
// A project's tasks in their order, and a task's neighbours in it.
@Index(["projectId", "position", "id"])
// The newest tasks, and the newest changes, of each of many projects; with the deletion, so that no more is read.
@Index(["projectId", "createdAt", "id", "deletedAt"])
@Index(["projectId", "updatedAt", "id", "deletedAt"])
// What is assigned to somebody, by when it is due.
@Index(["assigneeId", "dueSort"])
// What has been in the trash for long enough.
@Index(["deletedAt"])
export class Task implements Node {
  @Field(() => ID, { description: "Begins with tsk_." })
  @IdColumn("tsk", { primary: true })
  id: string;

  /** The project's owner: hot queries name it, and a later release can keep an owner's tasks on one shard. */
  @IdColumn("usr")
  ownerId: string;

  @IdColumn("prj")
  projectId: string;

  @Field(() => Int, { description: "Number in the project, from 1, never used again." })
  @Column("int")
  number: number;

  @Field({ description: "1 to 500 characters." })
  @Column("varchar", { length: 500 })
  title: string;

  /** The title as it is sorted and searched by. */
  @Column("varchar", { length: 2_000 })
  titleKey: string;

  @Field(() => String, { nullable: true, description: "Markdown, up to 100 000 characters; null when there is none." })
  @Column("mediumtext", { nullable: true })
  description: string | null;

  @Field(() => TaskStatus, { description: "Where it stands." })
  @CodeColumn(STATUS_CODES)
  status: TaskStatus;

  @Field(() => TaskPriority, { description: "How urgent it is." })
  @CodeColumn(PRIORITY_CODES)
  priority: TaskPriority;

  @IdColumn("usr", { nullable: true })
  assigneeId: string | null;

  @IdColumn("usr")
  creatorId: string;

  // The subtasks of tasks.
  @Index()
  @IdColumn("tsk", { nullable: true })
  parentId: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: "Day on which it is due, in the zone of whoever set it; null when there is none.",
  })
  @Column("varchar", { length: 10, nullable: true })
  dueOn: string | null;

  @Field(() => Date, {
    nullable: true,
    description: "Instant at which it is due, when a time was set; null for a whole day.",
  })
  @InstantColumn({ nullable: true })
  dueAt: Date | null;

  /** What sorting by due date goes by: see tasks.dates. */
  @Column("bigint")
  dueSort: number;

  @Field(() => DateScalar, {
    nullable: true,
    description: "Day on which it starts, in the zone of whoever set it; null when there is none.",
  })
  @Column("varchar", { length: 10, nullable: true })
  startOn: string | null;

  @Field(() => Date, {
    nullable: true,
    description: "Instant at which it starts, when a time was set; null for a whole day.",
  })
  @InstantColumn({ nullable: true })
  startAt: Date | null;

  @Field({ description: "Place in the project: compare as ASCII bytes, then by id. 64 characters at most." })
  @Column("varchar", { length: 64 })
  position: string;

  @Field(() => Date, { nullable: true, description: "When it became DONE or CANCELED; null while it is open." })
  @InstantColumn({ nullable: true })
  completedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was put in the trash; null unless it is there." })
  @InstantColumn({ nullable: true })
  deletedAt: Date | null;

  /** The task that it went to the trash with: itself, or the one above that was deleted. */
  // What leaves the trash with a task.
  @Index()
  @IdColumn("tsk", { nullable: true })
  deletedWithId: string | null;

  @Field({ description: "When it was made." })
  @InstantColumn()
  createdAt: Date;

  @Field({ description: "When it was last changed." })
  @InstantColumn()
  updatedAt: Date;

  @Field(() => Int, { description: "Grows by one with each change; the higher one is the newer." })
  @Column("int")
  version: number;

  /** Hash of the input that made it, when the client chose the id. */
  @Column("binary", { length: 32, nullable: true })
  inputHash: Buffer | null;

  /** Where it was read along. */
  project?: Project;
}

declareFields(Task, {
  project: { one: () => Project, by: "projectId" },
  assignee: { one: () => User, by: "assigneeId" },
  creator: { one: () => User, by: "creatorId" },
  parent: { one: () => Task, by: "parentId" },
  key: {
    columns: ["number"],
    joined: { project: ["key"] },
    make: ({ project, number }) => project && `${project.key}-${number}`,
  },
  subtasks: { columns: ["id"] },
  viewerCanEdit: { columns: ["projectId"] },
});
