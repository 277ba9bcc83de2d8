import type { Reader } from "../platform/db/database";
import type { TestApp } from "./testApp";

/** From now on does something else, once, after the first query with this in it and before its answer is used. */
export function afterQuery({ app: { db } }: TestApp, part: string, meanwhile: () => Promise<unknown>): void {
  let isDone = false;
  const watched = (reader: Reader): Reader => ({
    query: async <R>(...[sql, values]: Parameters<Reader["query"]>) => {
      const rows = await reader.query<R>(sql, values);
      if (!sql.includes(part) || isDone) return rows;
      isDone = true;
      for (const spy of spies) spy.mockRestore();
      await meanwhile();
      return rows;
    },
  });
  const [read, readLatest] = [db.read.bind(db), db.readLatest.bind(db)];
  const spies = [
    jest.spyOn(db, "read").mockImplementation((viewer) => watched(read(viewer))),
    jest.spyOn(db, "readLatest").mockImplementation(() => watched(readLatest())),
  ];
}
