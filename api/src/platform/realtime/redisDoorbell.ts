import { randomUUID } from "node:crypto";
import type { RedisConnection } from "../redis/redisConnection";
import { type Doorbell, InProcessDoorbell } from "./doorbell";

const CHANNEL = "doorbell";
/** Keeps a message within 20 kB. */
const IDS_PER_MESSAGE = 500;

/** The doorbell of all processes on one Redis; while that is away, of this process alone. */
export class RedisDoorbell implements Doorbell {
  private readonly local = new InProcessDoorbell();
  private readonly name = randomUUID();

  constructor(private readonly redis: RedisConnection) {
    redis.subscribe(CHANNEL, (message) => {
      const [ringer, ...streamIds] = message.split(" ");
      if (ringer !== this.name) this.local.ring(streamIds);
    });
  }

  ring(streamIds: readonly string[]): void {
    this.local.ring(streamIds);
    for (let at = 0; at < streamIds.length; at += IDS_PER_MESSAGE) {
      const message = [this.name, ...streamIds.slice(at, at + IDS_PER_MESSAGE)].join(" ");
      // A ring that is lost is made up for by the poll.
      this.redis.publish(CHANNEL, message).catch(() => {});
    }
  }

  onRing(listener: (streamIds: readonly string[]) => void): () => void {
    return this.local.onRing(listener);
  }
}
