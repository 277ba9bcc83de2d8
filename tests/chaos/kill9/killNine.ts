import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiProcess, startApi } from "../../support/startApi";
import { login, signUp } from "./account";
import { type Account, killInBurst } from "./burst";
import { chance as startChance } from "./chance";
import { createTask } from "./createTask";
import { hexOf, readCrashed, readFacts } from "./databaseFile";
import { findBrokenPromises, findInconsistencies } from "./findBreaches";
import { Ledger } from "./ledger";
import { readTasks } from "./readTasks";

/** How many breaches are told: the first round with one is the last, and one fault shows in many places. */
const MOST_BREACHES = 20;
/** Acknowledged requests that are repeated after each kill, with those that got no answer. */
const REPEATED = 5;

interface Outcome {
  ok: boolean;
  figures: {
    rounds: number;
    acknowledged: number;
    /** Requests that the server was working on when it was killed; of those, what its file held afterwards. */
    inFlight: number;
    made: number;
    notMade: number;
    breaches: string[];
  };
}

/**
 * Kills the server in the middle of bursts of creates, again and again on one
 * database, and holds what is there afterwards against what the writers were
 * told. Goes on for that many rounds and that many seconds, whichever is longer.
 */
export async function killNine({
  rounds,
  seconds,
  seed,
}: {
  rounds: number;
  seconds: number;
  seed: number;
}): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-kill9-"));
  const chance = startChance(seed);
  const ledger = new Ledger();
  const figures: Outcome["figures"] = { rounds: 0, acknowledged: 0, inFlight: 0, made: 0, notMade: 0, breaches: [] };
  let api = await startApi(dataDir, SETTINGS);
  try {
    const { projects, ...credentials } = await signUp(api.url);
    const until = Date.now() + seconds * 1_000;
    while (figures.breaches.length === 0 && (figures.rounds < rounds || Date.now() < until)) {
      figures.rounds += 1;
      const name = `round ${figures.rounds}`;
      const account = { token: await login(api.url, credentials), projects };
      const inFlight = await killInBurst(api, account, ledger, chance, name);
      const breaches =
        inFlight === 0 || ledger.in("unknown").length === 0 ? ["nothing was in flight when the server was killed"] : [];
      const crashed = readCrashed(dataDir);
      breaches.push(...findInconsistencies(crashed), ...findBrokenPromises(ledger, crashed));
      const there = new Set(crashed.tasks.map(({ title }) => title));
      const unknown = ledger.in("unknown");
      const made = unknown.filter(({ input }) => there.has(input.title)).length;
      figures.inFlight += inFlight;
      figures.made += made;
      figures.notMade += unknown.length - made;

      api = await startApi(dataDir, SETTINGS);
      await repeat(api, account, ledger, chance);
      breaches.push(...(await compareAll(api.url, account, ledger, dataDir)));
      figures.acknowledged = ledger.in("acknowledged").length;
      figures.breaches.push(...[...new Set(breaches)].slice(0, MOST_BREACHES).map((breach) => `${name}: ${breach}`));
    }
    await api.stop();
    const stopped = readFacts(dataDir);
    const breaches = [...findInconsistencies(stopped), ...findBrokenPromises(ledger, stopped)];
    figures.breaches.push(...breaches.slice(0, MOST_BREACHES).map((breach) => `after a clean stop: ${breach}`));
    return { ok: figures.breaches.length === 0, figures };
  } finally {
    await api.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const SETTINGS = { LIMIT_LOGIN_BY_ADDRESS: "100000/15m", LOG_LEVEL: "warn" };

/** Sends the requests without an answer again, all at once, and a few that had one. */
async function repeat({ url }: ApiProcess, { token }: Account, ledger: Ledger, chance: () => number): Promise<void> {
  const acknowledged = ledger.in("acknowledged");
  const again = acknowledged.filter(() => chance() < REPEATED / acknowledged.length);
  await Promise.all([...ledger.in("unknown"), ...again].map((entry) => createTask(url, token, entry)));
}

/** After the repetition: everything is there exactly once, by the file and by the API. */
async function compareAll(url: string, account: Account, ledger: Ledger, dataDir: string): Promise<string[]> {
  const facts = readFacts(dataDir);
  const breaches = [...findInconsistencies(facts), ...findBrokenPromises(ledger, facts)];
  for (const { state, failure, input } of ledger.entries) {
    if (state !== "acknowledged")
      breaches.push(`${input.title} is ${state} after its repetition: ${failure ?? "no answer"}`);
  }
  const { tasks, lastSeqs } = await readTasks(url, account);
  const listed = tasks.map(({ id, number, title, labels }) => `${title} ${id} ${number} ${labels.length}`).sort();
  const expected = ledger.entries
    .map(({ input, created }) => `${input.title} ${created?.id} ${created?.number} ${input.labelIds.length}`)
    .sort();
  if (listed.join("\n") !== expected.join("\n")) {
    breaches.push(`the API lists ${listed.length} tasks that are not the ${expected.length} asked for`);
  }
  const heads = account.projects.map(({ id }) => facts.streams.find((stream) => stream.id === hexOf(id))?.lastSeq);
  if (lastSeqs.join() !== heads.join())
    breaches.push(`the API says that the logs end at ${lastSeqs.join()}, not ${heads.join()}`);
  return breaches;
}
