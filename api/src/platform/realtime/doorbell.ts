import { EventEmitter } from "node:events";

/** Stands among the ids of streams that have grown when events of them wait for their jobs. */
export const JOBS_WAIT = "jobs";

/** Tells whoever waits that streams have grown. Only a hint: a ring may be lost, so listeners poll as well. */
export interface Doorbell {
  ring(streamIds: readonly string[]): void;
  /** Answers a function that stops listening. */
  onRing(listener: (streamIds: readonly string[]) => void): () => void;
}

/** The doorbell of a single process. */
export class InProcessDoorbell implements Doorbell {
  private readonly emitter = new EventEmitter();

  ring(streamIds: readonly string[]): void {
    if (streamIds.length > 0) this.emitter.emit("ring", streamIds);
  }

  onRing(listener: (streamIds: readonly string[]) => void): () => void {
    this.emitter.on("ring", listener);
    return () => this.emitter.off("ring", listener);
  }
}
