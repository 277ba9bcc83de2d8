/** The database that the environment names (as the API's settings do, an empty one being none), or undefined. */
export function givenDatabase() {
  const { DB_TYPE, DB_HOST, DB_PORT, DB_USER, DB_PASS, DB_REPLICAS, DB_SSL_CA } = process.env;
  if (!DB_HOST) return undefined;
  return {
    kind: DB_TYPE || "mysql",
    host: DB_HOST,
    port: Number(DB_PORT || 3306),
    user: DB_USER || "taskflow",
    password: DB_PASS ?? "",
    caFile: DB_SSL_CA || undefined,
    replicas: (DB_REPLICAS ?? "").split(",").filter(Boolean).map(readAddress),
  };
}

function readAddress(address) {
  const [, host, port] = /^([^:]+):(\d+)$/.exec(address.trim()) ?? [];
  if (!host)
    throw new Error(`DB_REPLICAS: ${address} is not host:port (nor is an IPv6 address in brackets, for tests)`);
  return { host, port: Number(port) };
}

/** The Redis that the environment names, or undefined. Sentinels and Clusters are not for tests. */
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
    if (db.caFile) lines.push(`DB_SSL_CA=${db.caFile}`);
    if (db.replicas.length > 0)
      lines.push(`DB_REPLICAS=${db.replicas.map(({ host, port }) => `${host}:${port}`).join(",")}`);
  }
  if (redis) lines.push(`REDIS_URL=${redis.url}`);
  return lines;
}
