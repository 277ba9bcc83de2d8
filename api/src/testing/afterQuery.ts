import type { Reader } from "../platform/db/database";
import type { TestApp } from "./testApp";

/** From now on does something else, once, after the first query with this in it and before its answer is used. */
export function afterQuery({ app: { db } }: TestApp, part: string, meanwhile: () => Promise<unknown>): void {
  const read = db.read.bind(db);
  let isDone = false;
  const spy = jest.spyOn(db, "read").mockImplementation((viewer): Reader => {
    const reader = read(viewer);
    return {
      query: async <R>(...[sql, values]: Parameters<Reader["query"]>) => {
        const rows = await reader.query<R>(sql, values);
        if (!sql.includes(part) || isDone) return rows;
        isDone = true;
        spy.mockRestore();
        await meanwhile();
        return rows;
      },
    };
  });
}
