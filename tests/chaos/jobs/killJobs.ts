import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "libsql";
import { type ApiProcess, databaseIn, startApi } from "../../support/startApi";
import { login, signUp } from "../kill9/account";
import type { Account } from "../kill9/burst";
import { chance as startChance } from "../kill9/chance";
import { readCopy } from "../kill9/databaseFile";
import { type Family, writeFamilies } from "./families";
import { findForgotten, findHalves, isDrained } from "./findJobBreaches";
import { type JobFacts, readJobFacts } from "./jobFacts";
import { countResetMails, requestResets, type ResetLedger } from "./resets";

const WRITERS = 8;
const MOST_BREACHES = 20;
const LONGEST_ROUND_MS = 3_000;
/** A dead server's lease, and a few rounds of the schedule. */
const PATIENCE_MS = 30_000;
/** The trash is emptied every second of what has been in it for one. */
const SETTINGS = {
  TRASH_RETENTION: "1s",
  LIMIT_LOGIN_BY_ADDRESS: "100000/15m",
  LIMIT_MAIL_BY_ADDRESS: "100000/1h",
  LIMIT_MAIL_BY_ACCOUNT: "100000/1h",
  LOG_LEVEL: "warn",
};

interface Outcome {
  ok: boolean;
  figures: {
    rounds: number;
    /** Kills in the middle of a job. */
    interrupted: number;
    deleted: number;
    purged: number;
    /** Resets of a password that were asked for, and mails that came of it: at least as many. */
    asked: number;
    mailed: number;
    breaches: string[];
  };
}

/**
 * Kills the server again and again on one database, while tasks are put in the trash and a job empties it: every other
 * time in the middle of that job. Afterwards everything that was deleted must be purged, wholly, once, and nothing
 * else; and each reset of a password that was asked for must have been mailed. Goes on for that many rounds and that many seconds, whichever is longer.
 */
export async function killJobs({
  rounds,
  seconds,
  seed,
}: {
  rounds: number;
  seconds: number;
  seed: number;
}): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), "taskflow-jobs-"));
  const chance = startChance(seed);
  const families: Family[] = [];
  const figures: Outcome["figures"] = {
    rounds: 0,
    interrupted: 0,
    deleted: 0,
    purged: 0,
    asked: 0,
    mailed: 0,
    breaches: [],
  };
  const resets: ResetLedger = { acknowledged: 0 };
  const note = (breaches: string[], when: string) =>
    figures.breaches.push(...breaches.slice(0, MOST_BREACHES).map((breach) => `${when}: ${breach}`));
  let api = await startApi(dataDir, SETTINGS);
  try {
    const { projects, ...credentials } = await signUp(api.url);
    let lease: number | null = null;
    const until = Date.now() + seconds * 1_000;
    while (figures.breaches.length === 0 && (figures.rounds < rounds || Date.now() < until)) {
      figures.rounds += 1;
      const account = { token: await login(api.url, credentials), projects, email: credentials.email };
      await killAmidJobs(
        api,
        dataDir,
        account,
        { families, resets },
        chance,
        figures.rounds % 2 === 1 ? lease : undefined,
      );
      const crashed = readCopy(dataDir, readJobFacts);
      const begun = leaseIn(crashed);
      if (begun !== null && begun !== lease) figures.interrupted += 1;
      lease = begun;
      note(findHalves(crashed), `round ${figures.rounds}`);
      api = await startApi(dataDir, SETTINGS);
    }
    const isDone = await drain(dataDir);
    await api.stop();
    const facts = readJobFacts(dataDir);
    if (!isDone) note([`work is left after ${PATIENCE_MS / 1_000} s: ${JSON.stringify(facts.jobs)}`], "at the end");
    note([...findHalves(facts), ...findForgotten(families, facts)], "at the end");
    figures.deleted = families.filter(({ deletion }) => deletion === "acknowledged").flatMap(({ ids }) => ids).length;
    figures.purged = facts.events.filter(({ type }) => type === "TASK_PURGED").length;
    figures.asked = resets.acknowledged;
    figures.mailed = countResetMails(dataDir);
    if (figures.mailed < figures.asked) note([`${figures.asked - figures.mailed} mails were never sent`], "at the end");
    return { ok: figures.breaches.length === 0, figures };
  } finally {
    await api.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Until when somebody has the purge to themselves: another time is another run. */
function leaseIn({ jobs }: JobFacts): number | null {
  return jobs.find(({ id }) => id.startsWith("purgeTasks/"))?.leasedUntil ?? null;
}

/**
 * Lets writers work for a while that chance chooses, and kills the server; in the middle of a purge when it is told
 * the lease of the last one that was interrupted, which this server must wait for.
 */
async function killAmidJobs(
  api: ApiProcess,
  dataDir: string,
  account: Account & { email: string },
  ledgers: { families: Family[]; resets: ResetLedger },
  chance: () => number,
  lastLease: number | null | undefined,
): Promise<void> {
  let isOver = false;
  const writers = Array.from({ length: WRITERS }, () =>
    writeFamilies(api.url, account, ledgers.families, chance, () => isOver),
  );
  writers.push(requestResets(api.url, account.email, ledgers.resets, () => isOver));
  try {
    await sleep(chance() * LONGEST_ROUND_MS);
    if (lastLease !== undefined) await untilPurging(dataDir, lastLease);
  } finally {
    isOver = true;
    await api.kill();
    await Promise.all(writers);
  }
}

async function untilPurging(dataDir: string, lastLease: number | null): Promise<void> {
  const database = new Database(databaseIn(dataDir), { readonly: true });
  try {
    const purging = database.prepare(
      "SELECT 1 FROM jobs WHERE name = 'purgeTasks' AND leased_until IS NOT NULL AND leased_until <> ?",
    );
    for (const deadline = Date.now() + PATIENCE_MS; purging.all([lastLease ?? 0]).length === 0; await sleep(1)) {
      if (Date.now() > deadline) throw new Error(`No task was purged for ${PATIENCE_MS / 1_000} s`);
    }
  } finally {
    database.close();
  }
}

/** Waits until nothing is left to do; answers whether that came. */
async function drain(dataDir: string): Promise<boolean> {
  for (const deadline = Date.now() + PATIENCE_MS; !isDrained(readJobFacts(dataDir)); await sleep(200)) {
    if (Date.now() > deadline) return false;
  }
  return true;
}
