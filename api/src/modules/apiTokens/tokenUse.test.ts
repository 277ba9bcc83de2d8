import type { Database } from "../../platform/db/database";
import { newId } from "../../platform/ids";
import { ApiToken } from "./apiToken.entity";
import { TokenUse } from "./tokenUse";

it("noting the use of a token may fail: it is logged, and tried again", async () => {
  const errors: unknown[] = [];
  const logger = { info: () => {}, warn: () => {}, error: (...entry: unknown[]) => errors.push(entry) };
  const error = new Error("the database is away");
  const db = { transact: () => Promise.reject(error) } as unknown as Database;
  const use = new TokenUse(db, () => new Date(), logger);
  const token = Object.assign(new ApiToken(), { id: newId("tok"), lastUsedAt: null });
  for (const times of [1, 2]) {
    use.note(token);
    await new Promise(setImmediate);
    expect(errors).toEqual(
      Array.from({ length: times }, () => ["noting the use of a personal access token failed", { error }]),
    );
  }
});
