import { Field, InputType, registerEnumType } from "type-graphql";

export const OrderDirection = { ASC: "ASC", DESC: "DESC" } as const;
export type OrderDirection = keyof typeof OrderDirection;
registerEnumType(OrderDirection, {
  name: "OrderDirection",
  description: "Ways to sort.",
  valuesConfig: {
    ASC: { description: "Smallest and oldest first; what has no value last." },
    DESC: { description: "Largest and newest first; what has no value first." },
  },
});

export const TaskOrderField = {
  CREATED_AT: "CREATED_AT",
  UPDATED_AT: "UPDATED_AT",
  DUE_AT: "DUE_AT",
  PRIORITY: "PRIORITY",
  STATUS: "STATUS",
  TITLE: "TITLE",
  POSITION: "POSITION",
} as const;
export type TaskOrderField = keyof typeof TaskOrderField;
registerEnumType(TaskOrderField, {
  name: "TaskOrderField",
  description: "What tasks can be sorted by; ties break by id.",
  valuesConfig: {
    CREATED_AT: { description: "When they were made." },
    UPDATED_AT: { description: "When they were last changed." },
    DUE_AT: { description: "dueAt, or the last millisecond of dueOn in UTC." },
    PRIORITY: { description: "Order of the enum." },
    STATUS: { description: "Order of the enum." },
    TITLE: { description: "Title, without regard to case and accents." },
    POSITION: { description: "Place; within one project." },
  },
});

@InputType({ description: "One key of an order; what has no value sorts last with ASC and first with DESC." })
export class TaskOrder {
  @Field(() => TaskOrderField, { description: "By what." })
  field: TaskOrderField;

  @Field(() => OrderDirection, { description: "Which way." })
  direction: OrderDirection;
}
