import { Field, Int, ObjectType } from "type-graphql";
import { SEQ } from "../../platform/graphql/descriptions";
import { Task } from "./task.entity";

/** What every change of a task answers with; one GraphQL type for each mutation, so that each can grow by itself. */
export interface TaskChange {
  task: Task;
  seq: number;
}

/** What moveTask answers with. */
export interface TaskMove extends TaskChange {
  sourceSeq: number | null;
}

function payload(name: string, description: string, taskDescription: string) {
  @ObjectType(name, { simpleResolvers: true, description })
  class Payload implements TaskChange {
    @Field(() => Task, { description: taskDescription })
    task: Task;

    @Field(() => Int, { description: SEQ })
    seq: number;
  }
  return Payload;
}

export const CreateTaskPayload = payload("CreateTaskPayload", "The task that was made.", "As it is now.");
export const UpdateTaskPayload = payload("UpdateTaskPayload", "The task that was changed.", "As it is now.");
export const DeleteTaskPayload = payload(
  "DeleteTaskPayload",
  "The task that was put in the trash.",
  "As it is now, with deletedAt.",
);
export const RestoreTaskPayload = payload(
  "RestoreTaskPayload",
  "The task that was taken out of the trash.",
  "As it is now.",
);

@ObjectType({ simpleResolvers: true, description: "The task that was moved." })
export class MoveTaskPayload implements TaskMove {
  @Field(() => Task, { description: "As it is now." })
  task: Task;

  @Field(() => Int, { description: `${SEQ} Of the project that it is in now.` })
  seq: number;

  @Field(() => Int, {
    nullable: true,
    description: "Number of the change in the log of the project that it left; null when it left none.",
  })
  sourceSeq: number | null;
}
