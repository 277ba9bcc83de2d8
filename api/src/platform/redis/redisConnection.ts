import { Cluster, type Redis } from "ioredis";
import type { Logger } from "../observability/logger";
import { createRedisClient, type RedisClient } from "./redisClient";
import type { RedisSettings } from "./redisSettings";

/** A Lua script: its keys, then its arguments. Fails when Redis is away, or did not answer in time. */
export type Script = (...keysAndArgs: (string | number)[]) => Promise<unknown>;

/**
 * Redis, which may be away at any time, at the start too: commands then fail at once, or after the timeout. Whoever
 * uses it must do without: nothing in it is the only copy of something that matters.
 */
export class RedisConnection {
  readonly client: RedisClient;
  private readonly subscriber: RedisClient;
  private readonly listeners = new Map<string, (message: string) => void>();
  private readonly prefix: string;
  private sinceMs: number | null = null;
  private isAway = false;
  private isClosing = false;
  private lastError: string | undefined;

  constructor(
    settings: RedisSettings,
    private readonly logger: Logger,
  ) {
    this.prefix = settings.prefix;
    this.client = createRedisClient(settings, "commands");
    this.subscriber = createRedisClient(settings, "subscriptions");
    this.client.on("ready", this.came);
    this.client.on("close", this.went);
    this.client.on("error", this.noteError);
    // Of the same servers, whose state is told once.
    this.subscriber.on("error", () => {});
    this.subscriber.on("message", (channel: string, message: string) => this.listeners.get(channel)?.(message));
    if (this.client instanceof Cluster) this.watchNodes(this.client);
  }

  /** Since when no connection was lost and none was new, as `performance.now()` tells it; null while Redis is away. */
  get connectedSince(): number | null {
    return this.sinceMs;
  }

  /** Makes a script that runs as one step; `name` must be its own. */
  script(name: string, numberOfKeys: number, lua: string): Script {
    this.client.defineCommand(name, { numberOfKeys, lua });
    const commands = this.client as unknown as Record<string, Script>;
    return async (...keysAndArgs) => {
      this.gather();
      return commands[name]?.(...keysAndArgs);
    };
  }

  async publish(channel: string, message: string): Promise<void> {
    await this.client.publish(this.prefix + channel, message);
  }

  /** Hears what is published from now on, with gaps while Redis is away. One listener a channel. */
  subscribe(channel: string, listener: (message: string) => void): void {
    this.listeners.set(this.prefix + channel, listener);
    // Waits for the first connection, and fails only when it is closed before.
    this.subscriber.subscribe(this.prefix + channel).catch(() => {});
  }

  close(): void {
    this.isClosing = true;
    this.sinceMs = null;
    this.client.disconnect();
    this.subscriber.disconnect();
  }

  /**
   * What is asked within one turn of the event loop, by several requests, goes out in one write: each costs 30 µs.
   * ioredis' own pipelining would hold back what is asked next until the answers are there, beyond the timeout.
   */
  private gather(): void {
    const stream = this.client instanceof Cluster ? undefined : this.client.stream;
    if (!stream || stream.writableCorked > 0) return;
    stream.cork();
    setImmediate(() => stream.uncork());
  }

  /** A Cluster is connected though some of its nodes are not, and what they hold is as uncertain as after any gap. */
  private watchNodes(cluster: Cluster): void {
    const interrupt = () => {
      if (this.sinceMs !== null) this.sinceMs = performance.now();
    };
    cluster.on("+node", (node: Redis) => node.on("ready", interrupt).on("close", interrupt));
    cluster.on("-node", interrupt);
    cluster.on("node error", this.noteError);
  }

  private readonly came = (): void => {
    this.sinceMs = performance.now();
    if (this.isAway) this.logger.info("Redis is back");
    this.isAway = false;
  };

  private readonly went = (): void => {
    this.sinceMs = null;
    if (this.isAway || this.isClosing) return;
    this.isAway = true;
    this.logger.warn("Redis is away; everything works on without it, more slowly", { reason: this.lastError });
  };

  private readonly noteError = (error: Error): void => {
    this.lastError = error.message;
  };
}
