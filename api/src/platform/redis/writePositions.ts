import { type Position, START } from "../db/position";
import { EPOCH_AGE, epochKey, isComplete, keyGroup } from "./epoch";
import type { RedisConnection, Script } from "./redisConnection";

/** Sources and numbers from ARGV[2] on. Compared as numbers, kept as they came: Lua prints 14 digits. */
const NOTE = `${EPOCH_AGE}
  for i = 2, #ARGV, 2 do
    local known = redis.call("HGET", KEYS[2], ARGV[i])
    if not known or tonumber(known) < tonumber(ARGV[i + 1]) then
      redis.call("HSET", KEYS[2], ARGV[i], ARGV[i + 1])
    end
  end
  redis.call("PEXPIRE", KEYS[2], ARGV[1])
  return age
`;
const READ = `${EPOCH_AGE}
  return { age, redis.call("HGETALL", KEYS[2]) }
`;

/** What a user must see at least. When it is not trusted there may be more that Redis does not know. */
export interface KnownPosition {
  isTrusted: boolean;
  position: Position;
}

/** How far each user's own writes have brought the log of commits, for reads in any process; kept for `windowMs`. */
export class WritePositions {
  private readonly noteScript: Script;
  private readonly readScript: Script;

  constructor(
    private readonly redis: RedisConnection,
    private readonly windowMs: number,
  ) {
    this.noteScript = redis.script("notePosition", 2, NOTE);
    this.readScript = redis.script("readPosition", 2, READ);
  }

  /** Answers whether Redis has taken it for all of them; it never fails. A position never goes back. */
  async note(userIds: readonly string[], position: Position): Promise<boolean> {
    const values = Object.entries(position).flat();
    if (values.length === 0) return true;
    const noted = [...new Set(userIds)].map((id) => this.noteScript(...keysOf(id), this.windowMs, ...values));
    return (await Promise.allSettled(noted)).every(({ status }) => status === "fulfilled");
  }

  /** Never fails: when Redis does, nothing is known and nothing trusted. */
  async of(userId: string): Promise<KnownPosition> {
    try {
      const [ageMs, fields] = (await this.readScript(...keysOf(userId))) as [number, string[]];
      const position: Record<string, number> = {};
      for (let at = 0; at < fields.length; at += 2) position[fields[at] ?? ""] = Number(fields[at + 1]);
      return { isTrusted: isComplete(this.redis, ageMs, this.windowMs), position };
    } catch {
      return { isTrusted: false, position: START };
    }
  }
}

function keysOf(userId: string): [string, string] {
  const group = keyGroup(userId);
  return [epochKey(group), `${group}:seen:${userId}`];
}
