import { faults } from "./faults/faults";

/** kill -9 and SIGSTOP of each server in turn: what was acknowledged is there once, what was not, once or not at all. */
export function run({ seconds }: { seconds: number }) {
  return faults({ seconds, quietMs: 4_000, downMs: 5_000, primaryDownMs: 3_000, pausedMs: 6_000 });
}
