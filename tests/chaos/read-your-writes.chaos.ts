import { readYourWrites } from "./read-your-writes/readYourWrites";

/** 10,000 writes, each read at once through another process, while replicas stop for 30 s and Redis is lost. */
export function run() {
  return readYourWrites({
    leastPairs: 10_000,
    steadyMs: 10_000,
    stoppedMs: 30_000,
    bounds: { mostLeaveMs: 5_000, leastReplicaShare: 0.9 },
  });
}
