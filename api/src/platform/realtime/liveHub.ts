import type { Database } from "../db/database";
import type { Logger } from "../observability/logger";
import type { LogTail } from "./logTail";
import { type Departure, type Follower, LiveStream, type Standing } from "./liveStream";

/** Brings what is written to all who follow the logs, each answer made once for all who are told the same. */
export class LiveHub {
  private readonly streams = new Map<string, LiveStream>();

  constructor(
    private readonly db: Pick<Database, "readLatest" | "noteSeenByAll">,
    private readonly tail: LogTail,
    private readonly logger: Logger,
  ) {}

  /**
   * Tells a follower what comes behind the place where it stands, until it must go on by itself: see Departure. What
   * has been told until then is in the departure's standing.
   */
  async follow(streamId: string, follower: Follower, from: Standing, signal: AbortSignal): Promise<Departure> {
    if (signal.aborted) return { reason: "aborted", standing: from, position: {} };
    let stream = this.livingStream(streamId);
    if (!stream) {
      const made = new LiveStream(streamId, from.event, this.db, this.tail, this.logger);
      stream = made;
      this.streams.set(streamId, made);
      void made.run().finally(() => {
        if (this.streams.get(streamId) === made) this.streams.delete(streamId);
      });
    }
    return stream.take(follower, from, signal);
  }

  /** One that is over may still be telling those who have left. */
  private livingStream(streamId: string): LiveStream | undefined {
    const stream = this.streams.get(streamId);
    return stream?.isOver ? undefined : stream;
  }
}
