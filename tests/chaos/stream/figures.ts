import type { Fault } from "./findings";
import type { History, Write } from "./record";
import type { Tally } from "./tally";

export type Figures = Record<Fault, number> &
  Omit<Tally, "count"> & {
    /** Writes; of them, those that were without an answer at least once. */
    acknowledged: number;
    unknown: number;
    /** API processes that were killed, and that were stopped as an operator would. */
    kills: number;
    drains: number;
    /** How often Redis was killed and came back empty. */
    wipes: number;
    /** Of Redis and replicas. */
    serverKills: number;
    removals: number;
    /** How often what was done, by lane and kind. */
    struck: Record<string, number>;
    /** From a write's acknowledgement until a subscriber has its event, while all is well; ms, 0 when it came before. */
    delay: { deliveries: number; p50Ms: number; p99Ms: number };
    /** From the end of the last fault until all had been told all. */
    catchUpMs: number;
    /** Lines with errors in the logs of the API; some are printed. */
    errorsLogged: number;
    breaches: string[];
  };

/** What has not been put to the test, and streams that ended nobody knows why. */
export function findOddities(figures: Figures): string[] {
  const counted = ["kills", "wipes", "cuts", "reconnects", "replays", "laggings", "resets", "removals"] as const;
  const idle = counted.filter((name) => figures[name] === 0).map((name) => `there were no ${name}`);
  return figures.silentEnds === 0 ? idle : [...idle, `${figures.silentEnds} streams were completed without a word`];
}

/** Of what was written and acknowledged in a time, to those who were live. */
export function delaysOf(
  writes: readonly Write[],
  histories: readonly History[],
  { from, to }: { from: number; to: number },
): Figures["delay"] {
  const acknowledgedAt = new Map<string, number>();
  for (const { projectId, acknowledged, sentAt } of writes)
    if (acknowledged && sentAt > from && acknowledged.at < to)
      acknowledgedAt.set(`${projectId} ${acknowledged.seq}`, acknowledged.at);
  const delays = histories
    .flatMap(({ projectId, parts }) =>
      parts.flatMap(({ heard }) =>
        heard.flatMap(({ seq, at, isLive }) => {
          const since = acknowledgedAt.get(`${projectId} ${seq}`);
          return since === undefined || !isLive ? [] : [Math.max(0, at - since)];
        }),
      ),
    )
    .sort((a, b) => a - b);
  const percentile = (part: number) => delays[Math.floor(part * delays.length)] ?? 0;
  return { deliveries: delays.length, p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
}
