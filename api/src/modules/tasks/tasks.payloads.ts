import { Field, Int, ObjectType } from "type-graphql";
import { SEQ } from "../../platform/graphql/descriptions";
import { Task } from "./task.entity";

/** What every change of a task answers with; one GraphQL type for each mutation, so that each can grow by itself. */
export interface TaskChange {
  task: Task;
  seq: number;
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
export const MoveTaskPayload = payload("MoveTaskPayload", "The task that was moved.", "As it is now.");
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
