import { registerEnumType } from "type-graphql";

export const TaskScope = { LIVE: "LIVE", TRASH: "TRASH", ALL: "ALL" } as const;
export type TaskScope = keyof typeof TaskScope;
registerEnumType(TaskScope, {
  name: "TaskScope",
  description: "Whether a list has what is in the trash.",
  valuesConfig: {
    LIVE: { description: "What is not in the trash." },
    TRASH: { description: "What is in the trash, and only that." },
    ALL: { description: "Both." },
  },
});
