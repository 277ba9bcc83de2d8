import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../support/servicesProcess";
import { ApiPair, type DatabaseFigures, replicaShare } from "../faults/apiPair";
import { Servers } from "../faults/servers";
import { Crowd } from "./crowd";
import { buildShared, signUpPeople } from "./people";

const PEOPLE = 8;
const SHARED_PROJECTS = 4;
/** The same for all processes. */
const SECRETS = {
  JWT_SECRET: "of-read-your-writes-0123456789-abcdefg",
  REFRESH_TOKEN_SECRET: "another-0123456789-abcdefghijklmn-opq",
};
/** READ_YOUR_WRITES_WINDOW of `Servers`, and a little more: from then on Redis is believed. */
const UNTIL_TRUSTED_MS = 11_000;
/** The longest that this window allows. */
const MAX_LAG_S = 8;
const REPLICAS = ["replica1", "replica2"] as const;
const LEFT = "a replica is no longer read from";
const RETURNED = "a replica is read from";

interface Options {
  leastPairs: number;
  steadyMs: number;
  /** How long the replicas apply nothing, each time. */
  stoppedMs: number;
  /** What holds where the machine is not shared with other tests. */
  bounds?: { mostLeaveMs: number; leastReplicaShare: number };
}

interface Figures {
  pairs: number;
  told: number;
  stale: number;
  /** From when the replicas stopped until each process no longer read from either. */
  leaveMs: number[];
  /** From when they went on until each process read from both again. */
  returnMs: number[];
  steady: { replicaShare: number; databases: DatabaseFigures[] };
  breaches: string[];
}

/** Replicas that stop, and a Redis that is lost meanwhile, make nobody read what is older than what they wrote or were told. */
export async function readYourWrites(options: Options): Promise<{ ok: boolean; figures: Figures }> {
  const servers = await Servers.start();
  const settings = { ...servers.settings, ...SECRETS, LIMIT_REGISTER: "1000/1h" };
  const running: ApiPair[] = [];
  const start = async (more: Record<string, string>) => {
    const apis = await ApiPair.start({ ...settings, ...more });
    running.push(apis);
    return apis;
  };
  try {
    const strict = await start({});
    const crowd = new Crowd(await signUpPeople(strict.url, PEOPLE), await buildShared(strict, SHARED_PROJECTS));
    // All are there before the wait, so that one makes Redis trusted by all.
    const steady = await start({});
    const patient = await start({ DB_REPLICA_MAX_LAG: `${MAX_LAG_S}s` });
    // Redis begins to count when somebody of a group of users is first asked for.
    await crowd.use(strict, () => sleep(500));
    await sleep(UNTIL_TRUSTED_MS);

    await crowd.use(steady, async (pairs) => {
      await sleep(options.steadyMs);
      await pairs.reach(options.leastPairs / 2);
    });
    const databases = await steady.stop();
    let times = { leaveMs: [] as number[], returnMs: [] as number[] };
    await crowd.use(strict, async (pairs) => {
      await sleep(1_000);
      times = await seeReplicasLeave(servers, strict, options.stoppedMs);
      await pairs.reach(options.leastPairs / 4);
    });
    await strict.stop();
    // Replicas that stay in the rotation, for as long as any may, though they show what is old.
    await crowd.use(patient, async (pairs) => {
      await sleep(1_000);
      await loseRedis(servers, Math.min(options.stoppedMs, MAX_LAG_S * 1_000 - 2_000));
      await pairs.reach(options.leastPairs / 4);
    });
    const ofPatient = await patient.stop();

    const breaches = crowd.findBreaches();
    if (times.leaveMs.length !== 4) breaches.push(`replicas left ${times.leaveMs.length} times, not once each process`);
    for (const { viewerReads } of [...databases, ...ofPatient])
      if (viewerReads.replica === 0) breaches.push("a process read from no replica");
    const share = replicaShare(databases);
    const { mostLeaveMs, leastReplicaShare } = options.bounds ?? { mostLeaveMs: Infinity, leastReplicaShare: 0 };
    for (const ms of times.leaveMs) if (ms > mostLeaveMs) breaches.push(`a replica left only after ${ms} ms`);
    if (share < leastReplicaShare) breaches.push(`replicas answered ${share} of the reads`);
    const figures: Figures = {
      ...crowd.counts(),
      ...times,
      steady: { replicaShare: share, databases },
      breaches: breaches.slice(0, 20),
    };
    return { ok: breaches.length === 0, figures };
  } finally {
    await Promise.all(running.map((apis) => apis.end()));
    await servers.end();
  }
}

/** Stops the replicas, and lets them go on: when did each process no longer read from them, when again? */
async function seeReplicasLeave(
  servers: Servers,
  apis: ApiPair,
  stoppedMs: number,
): Promise<Pick<Figures, "leaveMs" | "returnMs">> {
  const lines = (message: string, since: number) => apis.outputs.flatMap((output) => timesOf(output, message, since));
  const stoppedAt = Date.now();
  await administer(servers, "STOP SLAVE SQL_THREAD");
  await sleep(stoppedMs);
  await until(() => lines(LEFT, stoppedAt).length >= 2 * REPLICAS.length);
  const startedAt = Date.now();
  await administer(servers, "START SLAVE SQL_THREAD");
  await until(() => lines(RETURNED, startedAt).length >= 2 * REPLICAS.length);
  return { leaveMs: lines(LEFT, stoppedAt), returnMs: lines(RETURNED, startedAt) };
}

/** Stops the replicas, and in the middle of that kills Redis, which comes back with nothing. */
async function loseRedis(servers: Servers, stoppedMs: number): Promise<void> {
  await administer(servers, "STOP SLAVE SQL_THREAD");
  await sleep(stoppedMs / 2);
  await servers.kill("redis");
  await sleep(1_000);
  await servers.restart("redis");
  await sleep(stoppedMs / 2);
  await administer(servers, "START SLAVE SQL_THREAD");
}

async function administer(servers: Servers, sql: string): Promise<void> {
  await Promise.all(REPLICAS.map((name) => servers.administer(name, sql)));
}

/** How long after `since` each line with this message was logged, in ms; those before are left out. */
function timesOf(output: string, message: string, since: number): number[] {
  return output
    .split("\n")
    .filter((line) => line.includes(message))
    .map((line) => Date.parse(line.slice(0, 24)) - since)
    .filter((ms) => ms >= 0);
}
