import type { setTaskOwner } from "./tasks.repository";

/** Gives all tasks of a project, those in the trash too, to the project's new owner. */
export type SetTaskOwner = typeof setTaskOwner;
