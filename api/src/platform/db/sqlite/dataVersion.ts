import type { Reader } from "../database";

/** SQLite's number of what a reader's connection sees: another one as soon as the writer has committed anything. */
export async function dataVersion(reader: Reader): Promise<number> {
  const [row] = await reader.query<{ data_version: number }>("PRAGMA data_version");
  if (!row) throw new Error("SQLite tells no data_version");
  return row.data_version;
}
