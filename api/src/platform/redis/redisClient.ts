import { readFileSync } from "node:fs";
import { Cluster, Redis, type RedisOptions } from "ioredis";
import type { RedisSettings } from "./redisSettings";

export type RedisClient = Redis | Cluster;

const MIN_BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 1_000;
const CONNECT_TIMEOUT_MS = 2_000;
/** A server that is stopped, or cut off, keeps its sockets open: without an answer for so many timeouts, they are given up. */
const TIMEOUTS_UNTIL_GONE = 5;

/** Tries to reconnect for ever; the pause doubles up to a second. */
const backoff = (times: number) => Math.min(MIN_BACKOFF_MS * 2 ** Math.min(times - 1, 10), MAX_BACKOFF_MS);

/**
 * A client that connects by itself, again and again. One for commands fails them at once while Redis is away; one for
 * subscriptions renews them whenever it is back.
 */
export function createRedisClient(settings: RedisSettings, use: "commands" | "subscriptions"): RedisClient {
  const { servers, user, password, caFile, prefix, commandTimeoutMs } = settings;
  const tls = caFile === undefined ? undefined : { ca: readFileSync(caFile) };
  const socketTimeout = commandTimeoutMs * TIMEOUTS_UNTIL_GONE;
  // What is absent must not be named: it would win over what the URL says.
  const options: RedisOptions = {
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...(tls && { tls }),
    connectTimeout: CONNECT_TIMEOUT_MS,
    keyPrefix: prefix,
    // A former primary that has become a replica: whoever is the primary now is found by connecting anew.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
    ...(use === "commands"
      ? { commandTimeout: commandTimeoutMs, socketTimeout, maxRetriesPerRequest: 1 }
      : { maxRetriesPerRequest: null }),
  };
  const enableOfflineQueue = use === "subscriptions";
  if (servers.kind === "cluster") {
    return new Cluster(servers.nodes, {
      redisOptions: options,
      keyPrefix: prefix,
      enableOfflineQueue,
      clusterRetryStrategy: backoff,
      maxRedirections: 3,
      retryDelayOnFailover: 50,
      retryDelayOnClusterDown: 50,
      // Certificates name hosts, not addresses.
      ...(tls && { dnsLookup: (host, callback) => callback(null, host) }),
    });
  }
  const reconnecting: RedisOptions = { ...options, enableOfflineQueue, retryStrategy: backoff };
  if (servers.kind === "single") return new Redis(servers.url, reconnecting);
  return new Redis({
    ...reconnecting,
    sentinels: servers.sentinels,
    name: servers.name,
    sentinelRetryStrategy: backoff,
    sentinelCommandTimeout: CONNECT_TIMEOUT_MS,
    // Sentinel tells at once of a primary that was replaced though its sockets are open.
    failoverDetector: use === "commands",
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: tls }),
  });
}
