import { Redis } from "ioredis";
import { ask } from "../../testing/client";
import { buildUser } from "../../testing/factories";
import { startTestApp } from "../../testing/testApp";

it("are told to other processes by a job, should who ended them have been cut off from Redis", async () => {
  const test = await startTestApp();
  const { REDIS_URL = "", REDIS_PREFIX = "" } = test.databaseEnv;
  const redis = new Redis(REDIS_URL);
  try {
    const person = await buildUser(test);
    const told = () => redis.keys(`${REDIS_PREFIX}*:ended:${person.sessionId}`);
    const revoke = "mutation ($id: ID!) { revokeSession(input: { id: $id }) { session { id } } }";
    await ask(test, person.token, revoke, { id: person.sessionId });
    const [key = ""] = await told();
    await redis.del(key);
    expect(await told()).toEqual([]);
    await test.idle();
    expect(await told()).toEqual([key]);
  } finally {
    redis.disconnect();
    await test.close();
  }
});
