import { setTimeout as sleep } from "node:timers/promises";
import { ApiPair, type DatabaseFigures } from "../faults/apiPair";
import { Load, type Operation } from "../faults/load";
import { Servers } from "../faults/servers";
import { login, signUp } from "../kill9/account";
import { guess, type Guesses, through } from "./guesses";

/** LIMIT_LOGIN_BY_ACCOUNT_AND_ADDRESS as it is by default. */
const LIMIT = 10;
/** More than the limit of an account, fewer in all than the limit of an address. */
const GUESSES_WHILE_AWAY = 40;
const GUESSES_AFTERWARDS = 20;
const LEAST_SUCCESS = 0.999;
const STEADY_MS = 1_000;

interface Phase {
  operations: number;
  failed: number;
  success: number;
  p50Ms: number;
  p99Ms: number;
}

interface Outcome {
  ok: boolean;
  figures: {
    before: Phase;
    away: Phase;
    afterwards: Phase;
    guessesWhileAway: Guesses;
    guessesAfterwards: Guesses;
    databases: DatabaseFigures[];
    breaches: string[];
  };
}

/** Takes Redis away for a while under a steady load and somebody's guesses at a password, and gives an empty one back. */
export async function redisAway({ seconds }: { seconds: number }): Promise<Outcome> {
  const servers = await Servers.start();
  let apis: ApiPair | undefined;
  let load: Load | undefined;
  try {
    apis = await ApiPair.start(servers.settings);
    const { urls } = apis;
    const { projects, ...credentials } = await signUp(urls[0] as string);
    const account = { token: await login(urls[1] as string, credentials), projects };
    load = new Load(() => urls, account, { writers: 6, readers: 8, pauseMs: 60 });
    await sleep(STEADY_MS);

    const awayAt = performance.now();
    await servers.kill("redis");
    const [guessesWhileAway] = await Promise.all([
      guess(urls, "victim@example.com", GUESSES_WHILE_AWAY, (seconds * 1_000) / GUESSES_WHILE_AWAY),
      sleep(seconds * 1_000),
    ]);
    const backAt = performance.now();
    await servers.restart("redis");
    await sleep(STEADY_MS);
    const guessesAfterwards = await guess(urls, "victim@example.com", GUESSES_AFTERWARDS, 50);
    const signIns = await Promise.allSettled(urls.map((url) => login(url, credentials)));
    await load.stop();

    const ended = apis.findEnded();
    const databases = await apis.stop();
    const figures = {
      before: describe(load.operations.filter(({ at }) => at < awayAt)),
      away: describe(load.operations.filter(({ at }) => at >= awayAt && at < backAt)),
      afterwards: describe(load.since(backAt)),
      guessesWhileAway,
      guessesAfterwards,
      databases,
    };
    const breaches = [
      ...ended,
      ...signIns.flatMap((each) => (each.status === "rejected" ? [String(each.reason)] : [])),
    ];
    for (const when of ["away", "afterwards"] as const)
      if (figures[when].operations === 0 || figures[when].success < LEAST_SUCCESS)
        breaches.push(`${when}, ${figures[when].failed} of ${figures[when].operations} operations failed`);
    // One window of time, whatever happens to Redis in it.
    const guesses = [guessesWhileAway, guessesAfterwards];
    if (through(guessesWhileAway) + through(guessesAfterwards) > LIMIT || guesses.some((each) => !each["RATE_LIMITED"]))
      breaches.push(`the limit is ${LIMIT}, but guesses ended so: ${JSON.stringify(guesses)}`);
    // Closed altogether would keep everybody out.
    if (through(guessesWhileAway) === 0) breaches.push("nobody could sign in without Redis");
    if (servers.kills === 0) breaches.push("nothing was killed");
    return { ok: breaches.length === 0, figures: { ...figures, breaches } };
  } finally {
    await load?.stop();
    await apis?.end();
    await servers.end();
  }
}

function describe(operations: readonly Operation[]): Phase {
  const failed = operations.filter(({ failure }) => failure !== undefined).length;
  const sorted = operations.map(({ ms }) => ms).sort((a, b) => a - b);
  const percentile = (part: number) => Math.round((sorted[Math.floor(part * sorted.length)] ?? 0) * 10) / 10;
  return {
    operations: operations.length,
    failed,
    success: operations.length === 0 ? 0 : 1 - failed / operations.length,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}
