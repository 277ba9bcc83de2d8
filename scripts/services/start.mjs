import { findPrograms } from "./findPrograms.mjs";
import { createMariadb, replicate } from "./mariadb.mjs";
import { createRedis } from "./redis.mjs";
import { givenDatabase, givenRedis } from "./settings.mjs";

/**
 * Starts what the environment does not name already, and answers what there is then: {db, redis, programs}.
 * `onServer` is told of each server before it is started, so that it is ended even when the start fails.
 */
export async function startServices({ runFolder, replicas, isDurable, isRedisOnly, steps, stopping, onServer }) {
  const given = { db: givenDatabase(), redis: givenRedis() };
  const parts = ["db", "redis"].filter((part) => !given[part] && !(part === "db" && isRedisOnly));
  for (const part of ["db", "redis"]) if (given[part]) steps.say(`The environment names the ${part} to use.`);
  const programs = parts.length > 0 ? await findPrograms(parts, runFolder, steps) : { env: {} };
  const taken = new Set();
  const [mariadb, redis] = await Promise.all([
    parts.includes("db") && createMariadb({ programs, runFolder, replicas, isDurable, taken, steps }),
    parts.includes("redis") && createRedis(programs, runFolder, taken),
  ]);
  await steps.time("start", async () => {
    const servers = [...(mariadb ? [mariadb.primary, ...mariadb.replicas] : []), ...(redis ? [redis] : [])];
    await Promise.all(
      servers.map((server) => {
        if (stopping.aborted) return undefined;
        onServer(server);
        return server.start();
      }),
    );
    if (mariadb) await replicate(runFolder, mariadb.replicas);
  });
  return {
    db: mariadb ? describeDatabase(mariadb) : given.db,
    redis: redis ? { url: `redis://127.0.0.1:${redis.port}`, port: redis.port, pid: redis.pid } : given.redis,
    programs,
  };
}

function describeDatabase({ primary, replicas, accounts, caFile }) {
  const { user, password, rootUser, rootPassword } = accounts;
  const address = ({ port, pid }) => ({ host: "127.0.0.1", port, pid });
  return {
    kind: "mariadb",
    ...address(primary),
    user,
    password,
    rootUser,
    rootPassword,
    caFile,
    replicas: replicas.map(address),
  };
}
