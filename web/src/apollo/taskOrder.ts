export interface TaskPlace {
  readonly position: string;
  readonly id: string;
}

/** Sorts behind every position that the server gives: for tasks it has not answered for yet. */
export const UNPLACED = "~";

/** The server's order by POSITION: as ASCII bytes, then by id. */
export function compareTasks(a: TaskPlace, b: TaskPlace): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
