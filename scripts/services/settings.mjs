/** The database that the environment names (as the API's settings do), or undefined. */
export function givenDatabase() {
  const { DB_TYPE = "mysql", DB_HOST, DB_PORT = "3306", DB_USER, DB_PASS, DB_REPLICAS = "", DB_SSL_CA } = process.env;
  if (!DB_HOST) return undefined;
  const replicas = DB_REPLICAS.split(",")
    .filter(Boolean)
    .map((address) => {
      const [host, port = DB_PORT] = address.trim().split(":");
      return { host, port: Number(port) };
    });
  return {
    kind: DB_TYPE,
    host: DB_HOST,
    port: Number(DB_PORT),
    user: DB_USER,
    password: DB_PASS,
    caFile: DB_SSL_CA,
    replicas,
  };
}

/** The Redis that the environment names, or undefined. */
export function givenRedis() {
  const url = process.env.REDIS_URL;
  return url ? { url, port: Number(new URL(url).port || 6379) } : undefined;
}

/** The settings with which the API uses these services, as lines of a .env file. */
export function settingsOf({ db, redis }) {
  const lines = [];
  if (db) {
    lines.push(`DB_TYPE=${db.kind}`, `DB_HOST=${db.host}`, `DB_PORT=${db.port}`);
    lines.push(`DB_USER=${db.user}`, `DB_PASS=${db.password}`, "DB_NAME=taskflow");
    if (db.replicas.length > 0)
      lines.push(`DB_REPLICAS=${db.replicas.map(({ host, port }) => `${host}:${port}`).join(",")}`);
  }
  if (redis) lines.push(`REDIS_URL=${redis.url}`);
  return lines;
}
