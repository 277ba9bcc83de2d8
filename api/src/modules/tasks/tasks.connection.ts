import { connectionTypes } from "../../platform/graphql/connection";
import { Task } from "./task.entity";

export const TaskConnection = connectionTypes(Task, {
  connection: "Tasks.",
  edge: "A task in a list.",
  cursor: "Its place, for this filter and order only.",
  node: "The task.",
});
