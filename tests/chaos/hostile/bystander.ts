import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "../../support/graphql";

const QUERY = "{ viewer { id } tasks(first: 20) { nodes { id title } } }";
const PAUSE_MS = 20;

/** Another client, who asks for their tasks again and again until told to stop; answers how long each answer took, in ms. */
export async function askQuietly(url: string, token: string, stop: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!stop.aborted) {
    const startedAt = performance.now();
    await ask(url, token, QUERY);
    times.push(performance.now() - startedAt);
    await sleep(PAUSE_MS);
  }
  return times;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}
