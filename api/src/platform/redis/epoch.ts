import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { RedisConnection } from "./redisConnection";

/**
 * What Redis does not know is evidence only while it can have lost nothing: each group of keys has a marker that says
 * since when (the epoch), set by whoever first finds it missing, and gone with the rest when Redis is emptied.
 */
const GROUPS = 64;

/** A hash takes 5 µs, and who asks once asks again. */
const groups = new LRUCache<string, string>({ max: 10_000 });

/** Of one user: keys that begin so stay together on a Cluster, and with the epoch that tells of their loss. */
export function keyGroup(userId: string): string {
  let group = groups.get(userId);
  if (group === undefined) {
    group = `{s${(createHash("sha1").update(userId).digest()[0] ?? 0) % GROUPS}}`;
    groups.set(userId, group);
  }
  return group;
}

export const epochKey = (group: string): string => `${group}:epoch`;

/** Lua that sets `age`: for how many ms the group of the epoch's key, KEYS[1], has lost nothing. */
export const EPOCH_AGE = `
  local time = redis.call("TIME")
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local epoch = redis.call("GET", KEYS[1])
  if not epoch then
    redis.call("SET", KEYS[1], string.format("%.0f", now))
    epoch = now
  end
  local age = now - epoch
`;

/**
 * Whether all that was written in the last `windowMs` must still be there, given the age of the epoch. A connection
 * without a gap for as long rules out what no epoch tells of: a restart from an old copy, or a replica that took over.
 */
export function isComplete(redis: RedisConnection, ageMs: number, windowMs: number): boolean {
  const since = redis.connectedSince;
  return since !== null && performance.now() - since >= windowMs && ageMs >= windowMs;
}
