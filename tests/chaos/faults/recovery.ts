import { setTimeout as sleep } from "node:timers/promises";
import type { Load } from "./load";

const PATIENCE_MS = 30_000;

export interface Recovery {
  errors: number;
  /** From the fault until the first success after the last failure, of reads and of writes, through each process. */
  recoverMs: number;
  /** How often what failed, and why. */
  failures: Record<string, number>;
}

/**
 * Waits until nothing failed for `quietMs`, and something succeeded in each lane.
 * @throws Error when that does not come
 */
export async function untilRecovered(load: Load, faultAt: number, quietMs: number): Promise<Recovery> {
  const mendedAt = performance.now();
  for (;;) {
    await sleep(50);
    const now = performance.now();
    const recovery = recoveryOf(load, faultAt);
    const lastFailure = load.since(faultAt).findLast(({ failure }) => failure !== undefined);
    if (recovery && now - Math.max(mendedAt, lastFailure?.at ?? 0) > quietMs) return recovery;
    if (now - mendedAt > PATIENCE_MS) throw new Error(`still failing: ${lastFailure?.lane}: ${lastFailure?.failure}`);
  }
}

function recoveryOf(load: Load, faultAt: number): Recovery | null {
  const operations = load.since(faultAt);
  let recoverMs = 0;
  for (const lane of load.lanes) {
    const own = operations.filter((operation) => operation.lane === lane);
    const last = own.findLastIndex(({ failure }) => failure !== undefined);
    const success = own[last + 1];
    if (!success) return null;
    if (last >= 0) recoverMs = Math.max(recoverMs, success.at - faultAt);
  }
  const failures: Recovery["failures"] = {};
  const failed = operations.filter(({ failure }) => failure !== undefined);
  for (const { lane, failure } of failed) {
    const kind = `${lane}: ${reasonOf(failure)}`;
    failures[kind] = (failures[kind] ?? 0) + 1;
  }
  return { errors: failed.length, recoverMs: Math.round(recoverMs), failures };
}

/** The message of an error without what differs each time. */
function reasonOf(failure = ""): string {
  return /"message":"([^"]*)"/.exec(failure)?.[1] ?? failure;
}
