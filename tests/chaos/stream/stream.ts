import { setTimeout as sleep } from "node:timers/promises";
import { Servers } from "../faults/servers";
import { chance as startChance } from "../kill9/chance";
import { Apis, RETENTION_MS } from "./apis";
import { checkHistories } from "./checkHistories";
import { checkWrites } from "./checkWrites";
import { awaitAll, buildWriters, startSubscribers } from "./crowd";
import { delaysOf, type Figures, findOddities } from "./figures";
import type { Findings } from "./findings";
import { Ledger } from "./ledger";
import { readLog } from "./readLogs";
import type { Log } from "./record";
import { Rights } from "./rights";
import { FORGETFUL, scheduleOf } from "./schedule";
import { strikeAll } from "./strikes";
import { Tally } from "./tally";
import { buildWorld, type World } from "./world";

const MOST_BREACHES = 20;
/** For all to be told all, once nothing is wrong any more. */
const CATCH_UP_MS = 30_000;
/** Whatever comes once too often comes by then. */
const QUIET_MS = 1_000;

interface Options {
  /** How long things go wrong. */
  seconds: number;
  seed: number;
  /** How long all is well before. */
  calmMs: number;
}

/**
 * Kills and stops what serves the streams, and their clients too, while people write and their rights change; and holds
 * what each subscriber was told against the log, and the log against what the writers were told.
 */
export async function breakStreams({ seconds, seed, calmMs }: Options): Promise<{ ok: boolean; figures: Figures }> {
  const servers = await Servers.start();
  let apis: Apis | undefined;
  try {
    apis = await Apis.start(servers.settings);
    const run = new Run(servers, apis, seed);
    return await run.run(seconds * 1_000, calmMs);
  } finally {
    await apis?.end();
    await servers.end();
  }
}

class Run {
  private readonly tally = new Tally();
  private readonly ledger: Ledger;
  private readonly struck: Record<string, number> = {};
  private readonly breaches: string[] = [];

  constructor(
    private readonly servers: Servers,
    private readonly apis: Apis,
    private readonly seed: number,
  ) {
    this.ledger = new Ledger((turn) => apis.url(turn));
  }

  async run(lengthMs: number, calmMs: number): Promise<{ ok: boolean; figures: Figures }> {
    const { apis, ledger, servers, tally, seed, struck, breaches } = this;
    const world = await buildWorld(apis, ledger);
    const chance = startChance(seed);
    const subscribers = startSubscribers(apis, world, tally, chance);
    const rights = new Rights(ledger, world);
    let isOver = false;
    const writing = buildWriters(ledger, world, chance).map((writer) =>
      writer.writeUntil(() => isOver).catch((error: unknown) => breaches.push(`a writer: ${String(error)}`)),
    );
    try {
      // All are there, and have been told something.
      await sleep(calmMs / 4);
      const calm = { from: Date.now(), to: Date.now() + calmMs };
      await sleep(calmMs);
      const scene = { servers, apis, subscribers, rights, struck, breaches };
      await strikeAll(scene, scheduleOf(seed, lengthMs), lengthMs);
      isOver = true;
      await Promise.all(writing);
      breaches.push(...apis.findEnded());

      const settledAt = Date.now();
      const ends = await this.writeEnds(world);
      const stay = subscribers.filter(({ transcript: { history } }) => rights.isMember(history));
      const late = await awaitAll(stay, ends, CATCH_UP_MS);
      const catchUpMs = Date.now() - settledAt;
      for (const { transcript } of late) breaches.push(`${transcript.history.name} has not caught up`);
      await sleep(QUIET_MS);
      await Promise.all(subscribers.map((subscriber) => subscriber.stop()));

      const histories = subscribers.map(({ transcript }) => transcript.history);
      const logs = await this.readLogs(world);
      const { absences } = rights;
      const forgetful = { api: FORGETFUL, retentionMs: RETENTION_MS };
      const findings = checkHistories({ logs, writes: ledger.writes, histories, absences, forgetful });
      checkWrites(logs, ledger.writes, findings);
      const prompt = subscribers.filter(({ style }) => !style.isSlow).map(({ transcript }) => transcript.history);
      return this.judge(findings, {
        delay: delaysOf(ledger.writes, prompt, calm),
        catchUpMs,
        removals: absences.length,
      });
    } finally {
      isOver = true;
      await Promise.all([...writing, ...subscribers.map((subscriber) => subscriber.stop())]);
    }
  }

  private judge(
    { counts, breaches }: Findings,
    measured: Pick<Figures, "delay" | "catchUpMs" | "removals">,
  ): { ok: boolean; figures: Figures } {
    const { apis, servers, tally, ledger, struck } = this;
    const acknowledged = ledger.writes.filter((write) => write.acknowledged).length;
    const unknown = ledger.writes.filter(({ wasUnknown }) => wasUnknown).length;
    const { kills, drains } = apis;
    const figures: Figures = {
      ...{ acknowledged, unknown, kills, drains, wipes: struck["redis wipe"] ?? 0, serverKills: servers.kills },
      ...{ ...tally, ...measured, struck, errorsLogged: apis.errorLines().length },
      ...{ ...counts, breaches: [] },
    };
    for (const line of apis.errorLines().slice(0, MOST_BREACHES)) console.log(line);
    const all = [...this.breaches, ...breaches, ...findOddities(figures)];
    figures.breaches = all.slice(0, MOST_BREACHES);
    return { ok: all.length === 0, figures };
  }

  /** The last event of each project: everybody comes to be told of it. */
  private async writeEnds({ projects }: World): Promise<Map<string, { seq: number; at: number }>> {
    const ends = projects.map(async ({ id, owner }) => {
      const input = { projectId: id, title: "The end" };
      const { acknowledged } = await this.ledger.write(owner, "createTask", id, input);
      return [id, acknowledged] as const;
    });
    return new Map(await Promise.all(ends));
  }

  private async readLogs({ projects }: World): Promise<Log[]> {
    const connection = await this.servers.connect("primary");
    try {
      const logs: Log[] = [];
      for (const { id, owner } of projects) logs.push(await readLog(connection, id, owner.id));
      return logs;
    } finally {
      await connection.end();
    }
  }
}
