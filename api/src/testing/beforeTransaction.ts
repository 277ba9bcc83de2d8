import type { TestApp } from "./testApp";

/** Runs a request, and does something else when it has looked around, just before its first transaction begins. */
export async function beforeTransaction<T>(
  { app: { db } }: TestApp,
  meanwhile: () => Promise<unknown>,
  request: () => Promise<T>,
): Promise<T> {
  const transact = db.transact.bind(db);
  jest.spyOn(db, "transact").mockImplementationOnce(async (...args) => {
    await meanwhile();
    return transact(...args);
  });
  return request();
}
