/**
 * How far a server has come in the commits of each source, by the number of the last one: a source is a replication
 * domain (MariaDB) or the server that a commit came from (MySQL). Empty: nothing to wait for, as on SQLite.
 */
export type Position = Readonly<Record<string, number>>;

export const START: Position = {};

/** What sees all that either sees. */
export function mergePositions(a: Position, b: Position): Position {
  const merged: Record<string, number> = { ...a };
  for (const [source, number] of Object.entries(b)) merged[source] = Math.max(number, merged[source] ?? 0);
  return merged;
}

/** Whether who has come as far as `reached` sees all that `wanted` stands for. */
export function includes(reached: Position, wanted: Position): boolean {
  return Object.entries(wanted).every(([source, number]) => (reached[source] ?? 0) >= number);
}
