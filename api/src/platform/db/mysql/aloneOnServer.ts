import type { DataSource } from "typeorm";
import { unavailable } from "../../errors";

/** How long one process waits for another to change the tables. */
const MAX_WAIT_S = 600;

/**
 * Runs `work` while no other process does with this database: the server's lock is let go with its connection,
 * however this process ends.
 * @throws AppError UNAVAILABLE when another does not come to an end
 */
export async function aloneOnServer<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const name = `migrate:${String(dataSource.options.database)}`.slice(0, 64);
    const rows = (await runner.query("SELECT GET_LOCK(?, ?) AS got", [name, MAX_WAIT_S])) as { got: unknown }[];
    if (Number(rows[0]?.got) !== 1) throw unavailable("Another process is changing the tables.");
    try {
      return await work();
    } finally {
      await runner.query("SELECT RELEASE_LOCK(?)", [name]);
    }
  } finally {
    await runner.release();
  }
}
