import { setTimeout as sleep } from "node:timers/promises";
import { login, signUp } from "../kill9/account";
import { findBrokenPromises, findInconsistencies } from "../kill9/findBreaches";
import { ApiPair, type DatabaseFigures, replicaShare } from "./apiPair";
import { findLaggards } from "./findLaggards";
import { Load } from "./load";
import { readFactsOf } from "./readPrimary";
import { type Recovery, untilRecovered } from "./recovery";
import { Servers } from "./servers";
import { type Scene, STRIKES } from "./strikes";

const MOST_BREACHES = 20;
const REPEATS = 3;
/** Writers of one project wait for each other: with many, many are in their commits at once. */
const PROJECTS = Array.from({ length: 8 }, (_, i) => `Project ${i}`);

interface Options {
  /** All faults are gone through at least once, and for so long. */
  seconds: number;
  /** How long nothing may fail before the next fault. */
  quietMs: number;
  downMs: number;
  primaryDownMs: number;
  pausedMs: number;
}

interface Figures {
  kills: number;
  /** By fault; one entry each time. */
  faults: Record<string, Recovery[]>;
  reads: number;
  acknowledged: number;
  inFlightAtKill: number[];
  /** Writes without an answer; of those, what the database had before they were repeated. */
  unknown: number;
  made: number;
  replicaShare: number;
  databases: DatabaseFigures[];
  breaches: string[];
}

/**
 * Kills and stops one server after another under a steady load, and holds what the primary has at the end against what
 * the writers were told.
 */
export async function faults(options: Options): Promise<{ ok: boolean; figures: Figures }> {
  const servers = await Servers.start();
  let apis: ApiPair | undefined;
  let load: Load | undefined;
  const breaches: string[] = [];
  const inFlightAtKill: number[] = [];
  try {
    apis = await ApiPair.start(servers.settings);
    const pair = apis;
    const { projects, ...credentials } = await signUp(apis.urls[0] as string, PROJECTS);
    const account = { token: await login(apis.urls[1] as string, credentials), projects };
    load = new Load(() => pair.urls, account, { writers: 16, readers: 8, pauseMs: 40 });
    await sleep(options.quietMs);
    const recoveries = await strikeAll({ servers, apis, load, inFlightAtKill, ...options }, options, breaches);
    await load.stop();
    breaches.push(...apis.findEnded());

    const before = await verify(servers, load, breaches);
    const unknown = load.ledger.in("unknown").map(({ input }) => input.title);
    const made = unknown.filter((title) => before.has(title)).length;
    for (let i = 0; i < REPEATS && load.ledger.in("unknown").length > 0; i++) await load.repeatUnknown();
    for (const { input, state, failure } of load.ledger.entries)
      if (state !== "acknowledged") breaches.push(`${input.title} is ${state} after its repetition: ${failure}`);
    const databases = await apis.stop();
    await verify(servers, load, breaches);
    breaches.push(...(await findLaggards(servers)));
    if (!inFlightAtKill.some((count) => count > 0)) breaches.push("no write was in flight when the primary was killed");
    if (servers.kills === 0) breaches.push("nothing was killed");

    const figures: Figures = {
      kills: servers.kills,
      faults: recoveries,
      reads: load.operations.filter(({ lane, failure }) => lane.startsWith("read") && failure === undefined).length,
      acknowledged: load.ledger.in("acknowledged").length,
      inFlightAtKill,
      unknown: unknown.length,
      made,
      replicaShare: replicaShare(databases),
      databases,
      breaches: [...new Set(breaches)].slice(0, MOST_BREACHES),
    };
    return { ok: breaches.length === 0, figures };
  } finally {
    await load?.stop();
    await apis?.end();
    await servers.end();
  }
}

async function strikeAll(scene: Scene, { seconds, quietMs }: Options, breaches: string[]): Promise<Figures["faults"]> {
  const recoveries: Figures["faults"] = {};
  const until = Date.now() + seconds * 1_000;
  do {
    for (const [name, strike] of Object.entries(STRIKES)) {
      let faultAt = 0;
      try {
        await strike(scene, () => (faultAt = performance.now()));
        (recoveries[name] ??= []).push(await untilRecovered(scene.load, faultAt, quietMs));
      } catch (error) {
        breaches.push(`${name}: ${String(error)}`, ...scene.apis.findEnded());
        return recoveries;
      }
      breaches.push(...scene.apis.findEnded().map((ended) => `${name}: ${ended}`));
    }
  } while (Date.now() < until && breaches.length === 0);
  return recoveries;
}

/** Holds the primary against the ledger; answers the titles of its tasks. */
async function verify(servers: Servers, { ledger }: Load, breaches: string[]): Promise<Set<string>> {
  const connection = await servers.connect("primary");
  try {
    const facts = await readFactsOf(connection);
    breaches.push(...findInconsistencies(facts), ...findBrokenPromises(ledger, facts));
    return new Set(facts.tasks.map(({ title }) => title));
  } finally {
    await connection.end();
  }
}
