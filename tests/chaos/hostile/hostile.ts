import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Attacker } from "../../support/hostile/hostileRow";
import { signUpAttacker } from "../../support/hostile/attacker";
import { hostileRows, tryRow } from "../../support/hostile/hostileRows";
import { startApi } from "../../support/startApi";
import { chance as startChance } from "../kill9/chance";
import { askQuietly, percentile } from "./bystander";
import { measureRows } from "./measureRows";

const ROWS_PER_SECOND = 20;
/** What one request may cost the server in CPU time, and what half of them may. */
const MOST_CPU_MS = 100;
const MEDIAN_CPU_MS = 5;
const PRINTED = 8;

interface Outcome {
  ok: boolean;
  figures: {
    rows: number;
    sent: number;
    /** CPU time of the server a row; null where the system does not tell. */
    cpuMedianMs: number | null;
    cpuMaxMs: number | null;
    /** How long another client waits for an answer, without and with the attack. */
    quietP99Ms: number;
    attackedP99Ms: number;
    ratio: number;
    breaches: string[];
  };
}

/**
 * Sends every hostile row by itself to learn what it costs, then for so many seconds rows at chance, 20 a second, while
 * another client asks for their tasks. Times are told and never held against anybody: only CPU time is.
 */
export async function attack({ seconds, seed }: { seconds: number; seed: number }): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-hostile-"));
  const api = await startApi(dataDir, { LOG_LEVEL: "error" });
  try {
    const attacker = await signUpAttacker(api.url, "mallory@example.com");
    const bystander = await signUpAttacker(api.url, "bystander@example.com");
    const costs = await measureRows(api, attacker);
    const breaches = costs.flatMap(({ problems }) => problems);
    const cpu = costs.flatMap(({ name, cpuMs }) => (cpuMs === null ? [] : [{ name, cpuMs }]));
    cpu.sort((a, b) => b.cpuMs - a.cpuMs);
    for (const { name, cpuMs } of cpu.slice(0, PRINTED)) console.log(`${cpuMs.toFixed(1).padStart(8)} ms  ${name}`);
    const cpuMaxMs = cpu[0]?.cpuMs ?? null;
    const cpuMedianMs =
      cpuMaxMs === null
        ? null
        : percentile(
            cpu.map(({ cpuMs }) => cpuMs),
            0.5,
          );
    if ((cpuMaxMs ?? 0) > MOST_CPU_MS) breaches.push(`${cpu[0]?.name} costs ${cpuMaxMs?.toFixed(0)} ms`);
    if ((cpuMedianMs ?? 0) > MEDIAN_CPU_MS) breaches.push(`half of the rows cost ${cpuMedianMs?.toFixed(1)} ms`);

    const quiet = await during(seconds, (stop) => askQuietly(api.url, bystander.token, stop), idle);
    let sent = 0;
    const attacked = await during(
      seconds,
      (stop) => askQuietly(api.url, bystander.token, stop),
      async (stop) => {
        sent = await sendRows(api.url, attacker, startChance(seed), stop, breaches);
      },
    );
    const [quietP99Ms, attackedP99Ms] = [percentile(quiet, 0.99), percentile(attacked, 0.99)];
    const figures = {
      rows: hostileRows.length,
      sent,
      cpuMedianMs: round(cpuMedianMs),
      cpuMaxMs: round(cpuMaxMs),
      quietP99Ms: round(quietP99Ms),
      attackedP99Ms: round(attackedP99Ms),
      ratio: round(attackedP99Ms / quietP99Ms),
      breaches: [...new Set(breaches)],
    };
    return { ok: breaches.length === 0, figures };
  } finally {
    await api.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** At a steady rate, whatever the answers take. */
async function sendRows(
  url: string,
  attacker: Attacker,
  chance: () => number,
  stop: AbortSignal,
  breaches: string[],
): Promise<number> {
  const running: Promise<void>[] = [];
  while (!stop.aborted) {
    const row = hostileRows[Math.floor(chance() * hostileRows.length)] as (typeof hostileRows)[number];
    const tried = tryRow(url, attacker, row).catch((error: unknown) => String(error));
    running.push(tried.then((problem) => void (problem && breaches.push(`${row.name}: ${problem}`))));
    await sleep(1_000 / ROWS_PER_SECOND);
  }
  await Promise.all(running);
  return running.length;
}

/** Runs `measured` and `other` side by side for so many seconds. */
async function during<T>(
  seconds: number,
  measured: (stop: AbortSignal) => Promise<T>,
  other: (stop: AbortSignal) => Promise<void>,
): Promise<T> {
  const over = new AbortController();
  const both = Promise.all([measured(over.signal), other(over.signal)]);
  await Promise.race([sleep(seconds * 1_000), both]);
  over.abort();
  return (await both)[0];
}

const idle = async (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));

function round<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round(value * 10) / 10) as T;
}
