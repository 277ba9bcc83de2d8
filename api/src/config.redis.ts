import { existsSync } from "node:fs";
import { z } from "zod";
import { hosts, hostsOf } from "./config.values";
import type { RedisServers, RedisSettings } from "./platform/redis/redisSettings";
import { isLocalHost } from "./platform/localHost";

type Env = Record<string, string | undefined>;

/** The settings by the names of their variables, with their defaults. */
export const redisVariables = {
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must begin with redis:// or rediss://" }).optional(),
  REDIS_SENTINELS: hosts,
  REDIS_SENTINEL_NAME: z.string().optional(),
  REDIS_CLUSTER: hosts,
  REDIS_USER: z.string().optional(),
  REDIS_PASS: z.string().optional(),
  REDIS_SSL_CA: z.string().refine(existsSync, "must be a file").optional(),
  // A brace would be taken for a hash tag, which tells what a Cluster keeps together.
  REDIS_PREFIX: z
    .string()
    .regex(/^[^{}]*$/, "must be without braces")
    .default("taskflow:"),
  REDIS_TIMEOUT_MS: z.coerce.number().int().min(10).max(10_000).default(200),
};

const SERVERS = ["REDIS_URL", "REDIS_SENTINELS", "REDIS_CLUSTER"] as const;

/** How Redis is reached; null when the process does without. */
export function redisOf(set: z.infer<z.ZodObject<typeof redisVariables>>): RedisSettings | null {
  const servers = serversOf(set);
  return (
    servers && {
      servers,
      user: set.REDIS_USER,
      password: set.REDIS_PASS,
      caFile: set.REDIS_SSL_CA,
      prefix: set.REDIS_PREFIX,
      commandTimeoutMs: set.REDIS_TIMEOUT_MS,
    }
  );
}

/** Settings that contradict each other, and in production those that would talk to another machine in the open. */
export function findUnsafeRedis(env: Env): string[] {
  const problems: string[] = [];
  const given = SERVERS.filter((name) => env[name]);
  for (const name of given.slice(1)) problems.push(`${name}: cannot be set together with ${given[0]}`);
  if (env["REDIS_SENTINELS"] && !env["REDIS_SENTINEL_NAME"])
    problems.push("REDIS_SENTINEL_NAME: is required: the name by which the Sentinels know the primary");
  if (env["NODE_ENV"] !== "production" || env["REDIS_SSL_CA"]) return problems;

  const url = env["REDIS_URL"] && URL.canParse(env["REDIS_URL"]) ? new URL(env["REDIS_URL"]) : null;
  if (url?.protocol === "redis:" && !isLocalHost(url.hostname.replace(/^\[|\]$/g, "")))
    problems.push("REDIS_URL: must begin with rediss://, or REDIS_SSL_CA be set, as Redis is on another machine");
  const others = hostsOf([env["REDIS_SENTINELS"] ?? "", env["REDIS_CLUSTER"] ?? ""].join(","));
  if (others.some(({ host }) => !isLocalHost(host)))
    problems.push("REDIS_SSL_CA: is required, as Redis is on another machine");
  return problems;
}

function serversOf(set: z.infer<z.ZodObject<typeof redisVariables>>): RedisServers | null {
  if (set.REDIS_URL) return { kind: "single", url: set.REDIS_URL };
  if (set.REDIS_CLUSTER.length > 0) return { kind: "cluster", nodes: set.REDIS_CLUSTER };
  if (set.REDIS_SENTINELS.length > 0)
    return { kind: "sentinel", sentinels: set.REDIS_SENTINELS, name: set.REDIS_SENTINEL_NAME ?? "" };
  return null;
}
