import type { EntityClass, Tx } from "../platform/db/database";

/** The fastest found: more rows make statements that take longer to prepare than they save. */
const ROWS_PER_INSERT = 100;

/** Inserts any number of rows, several a statement. */
export async function insertRows<E extends object>(
  tx: Tx,
  entity: EntityClass<E>,
  rows: readonly E[],
  onWritten: (rows: number) => void = () => {},
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    const part = rows.slice(at, at + ROWS_PER_INSERT);
    await tx.insert(entity, part);
    onWritten(part.length);
  }
}
