/** Event types in a project's log that are about its labels. */
export type LabelEventType = "LABEL_CREATED" | "LABEL_UPDATED" | "LABEL_DELETED";
