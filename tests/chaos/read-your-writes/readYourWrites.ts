import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../support/servicesProcess";
import { ApiPair, type DatabaseFigures, replicaShare } from "../faults/apiPair";
import { Servers } from "../faults/servers";
import { Crowd } from "./crowd";
import { buildShared, signUpPeople } from "./people";

const PEOPLE = 8;
const SHARED_PROJECTS = 4;
/** The same for both pairs of processes. */
const SECRETS = {
  JWT_SECRET: "of-read-your-writes-0123456789-abcdefg",
  REFRESH_TOKEN_SECRET: "another-0123456789-abcdefghijklmn-opq",
};
/** READ_YOUR_WRITES_WINDOW of `Servers`, and a little more: from then on Redis is believed. */
const UNTIL_TRUSTED_MS = 11_000;
const MOST_LEAVE_MS = 5_000;
const REPLICAS = ["replica1", "replica2"] as const;
const LEFT = "a replica is no longer read from";
const RETURNED = "a replica is read from";

interface Options {
  leastPairs: number;
  steadyMs: number;
  /** How long the replicas apply nothing; Redis is killed and emptied in the middle of it. */
  stoppedMs: number;
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
  try {
    const shaken = await ApiPair.start(settings);
    running.push(shaken);
    const crowd = new Crowd(await signUpPeople(shaken.url, PEOPLE), await buildShared(shaken, SHARED_PROJECTS));
    // Both pairs are there before the wait, so that one makes Redis trusted by all.
    const steady = await ApiPair.start(settings);
    running.push(steady);
    // Redis begins to count when somebody of a group of users is first asked for.
    await crowd.use(shaken, () => sleep(500));
    await sleep(UNTIL_TRUSTED_MS);

    await crowd.use(steady, async (pairs) => {
      await sleep(options.steadyMs);
      await pairs.reach(options.leastPairs / 2);
    });
    const databases = await steady.stop();
    let times = { leaveMs: [] as number[], returnMs: [] as number[] };
    await crowd.use(shaken, async (pairs) => {
      await sleep(1_000);
      times = await stopReplicas(servers, shaken, options.stoppedMs);
      await pairs.reach(options.leastPairs / 2);
    });
    await shaken.stop();

    const breaches = crowd.findBreaches();
    for (const ms of times.leaveMs) if (ms > MOST_LEAVE_MS) breaches.push(`a replica left only after ${ms} ms`);
    const share = replicaShare(databases);
    if (share <= 0.9) breaches.push(`replicas answered ${share} of the reads`);
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

async function stopReplicas(
  servers: Servers,
  apis: ApiPair,
  stoppedMs: number,
): Promise<Pick<Figures, "leaveMs" | "returnMs">> {
  const stoppedAt = Date.now();
  await Promise.all(REPLICAS.map((name) => servers.administer(name, "STOP SLAVE SQL_THREAD")));
  await sleep(stoppedMs / 2);
  await servers.kill("redis");
  await sleep(1_000);
  await servers.restart("redis");
  await sleep(Math.max(0, stoppedMs / 2 - 1_000));
  const startedAt = Date.now();
  await Promise.all(REPLICAS.map((name) => servers.administer(name, "START SLAVE SQL_THREAD")));
  const lines = (message: string, since: number) => apis.outputs.flatMap((output) => timesOf(output, message, since));
  await until(() => lines(RETURNED, startedAt).length === 2 * REPLICAS.length);
  return { leaveMs: lines(LEFT, stoppedAt), returnMs: lines(RETURNED, startedAt) };
}

/** How long after `since` each line with this message was logged, in ms; those before are left out. */
function timesOf(output: string, message: string, since: number): number[] {
  return output
    .split("\n")
    .filter((line) => line.includes(message))
    .map((line) => Date.parse(line.slice(0, 24)) - since)
    .filter((ms) => ms >= 0);
}
