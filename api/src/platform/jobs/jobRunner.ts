import type { Clock } from "../clock";
import type { Database } from "../db/database";
import type { Logger } from "../observability/logger";
import { type Doorbell, JOBS_WAIT } from "../realtime/doorbell";
import { countUnhandled, dispatchEvents } from "./dispatch";
import type { JobRecord } from "./job.entity";
import type { JobList } from "./jobList";
import { claim, countOthers, findDue, renewLeases } from "./jobs.repository";
import { runJob } from "./runJob";
import { syncSchedules } from "./schedules";

/** Jobs at work at once: most of them wait for something, and the one writer is everybody's. */
const CONCURRENCY = 4;
/** How long a job stays with a runner that shows no sign of life. */
const LEASE_MS = 5_000;

export interface JobRunnerDeps {
  db: Database;
  doorbell: Doorbell;
  clock: Clock;
  logger: Logger;
  jobs: JobList;
  /** How often it is looked for work, whatever the doorbell says, in ms. */
  pollMs: number;
}

/**
 * Does the jobs within this process, from the jobs table: at least once each, whatever is killed when. It looks on a
 * ring of the doorbell, at a fixed pace, and after each job; when there is nothing to do it only reads.
 */
export class JobRunner {
  private readonly running = new Map<string, Promise<void>>();
  private readonly timers: NodeJS.Timeout[] = [];
  private stopListening = () => {};
  private prepared: Promise<void> | null = null;
  private looking: Promise<void> | null = null;
  private lookAgain = false;
  private stopped = false;

  constructor(private readonly deps: JobRunnerDeps) {}

  /** Begins to look for work by itself. */
  start(): void {
    const { doorbell, pollMs } = this.deps;
    this.stopListening = doorbell.onRing((topics) => {
      if (topics.includes(JOBS_WAIT)) void this.look();
    });
    const every = (ms: number, work: () => Promise<void>) =>
      this.timers.push(setInterval(() => void work(), ms).unref());
    every(pollMs, () => this.look());
    every(LEASE_MS / 3, () => this.renew());
    void this.look();
  }

  /** Does all that is due, and what comes of it, until nothing is. */
  async idle(): Promise<void> {
    do {
      await this.look();
      await Promise.all(this.running.values());
    } while (this.looking !== null || this.running.size > 0);
  }

  /** Begins nothing more, and waits for what runs; what takes longer is done again by the next runner. */
  async stop(patienceMs: number): Promise<void> {
    this.stopped = true;
    this.stopListening();
    await this.looking;
    let impatience: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => (impatience = setTimeout(resolve, patienceMs)));
    await Promise.race([Promise.all(this.running.values()), waited]);
    clearTimeout(impatience);
    for (const timer of this.timers) clearInterval(timer);
    if (this.running.size > 0) {
      this.deps.logger.warn("jobs did not end in time and will be run again", { jobs: [...this.running.keys()] });
    }
  }

  /** One look at a time; a call meanwhile makes it look once more. */
  private async look(): Promise<void> {
    if (this.stopped) return;
    this.lookAgain = true;
    await (this.looking ??= this.lookWhileAsked());
  }

  private async lookWhileAsked(): Promise<void> {
    const { db, jobs, clock, logger } = this.deps;
    while (this.lookAgain && !this.stopped) {
      this.lookAgain = false;
      try {
        await (this.prepared ??= this.prepare());
        if (await dispatchEvents(db, jobs, clock(), logger)) this.lookAgain = true;
        await this.beginDue();
      } catch (error) {
        logger.error("looking for jobs failed; the next poll tries again", { error });
      }
    }
    // At once, or who asks between the last look and the promise's end would be heard by nobody.
    this.looking = null;
  }

  private async prepare(): Promise<void> {
    const { db, jobs, clock, logger } = this.deps;
    try {
      await syncSchedules(db, jobs, clock());
      for (const { name, waiting } of await countOthers(db.readLatest(), jobs.names)) {
        logger.warn("jobs wait that this release does not know", { job: name, waiting });
      }
      const events = await countUnhandled(db.readLatest(), jobs.eventTypes);
      if (events > 0) logger.warn("events wait that this release has no job for", { events });
    } catch (error) {
      this.prepared = null;
      throw error;
    }
  }

  private async beginDue(): Promise<void> {
    const { db, jobs, clock } = this.deps;
    const free = CONCURRENCY - this.running.size;
    if (free <= 0) return;
    const now = clock();
    // A lease of our own can have run out while the process stood still.
    const found = await findDue(db.readLatest(), jobs.names, now, CONCURRENCY);
    const due = found.filter(({ id }) => !this.running.has(id)).slice(0, free);
    if (due.length === 0) return;
    const claimed = await db.transact(null, {}, async (tx) => {
      const ours: JobRecord[] = [];
      for (const record of due) if (await claim(tx, record, now, this.leaseEnd())) ours.push(record);
      return ours;
    });
    for (const record of claimed) this.begin(record);
  }

  private begin(record: JobRecord): void {
    const run = runJob(this.deps, record).finally(() => {
      this.running.delete(record.id);
      void this.look();
    });
    this.running.set(record.id, run);
  }

  private async renew(): Promise<void> {
    const ids = [...this.running.keys()];
    if (ids.length === 0) return;
    try {
      await this.deps.db.transact(null, {}, (tx) => renewLeases(tx, ids, this.leaseEnd()));
    } catch (error) {
      this.deps.logger.error("the leases of running jobs could not be renewed", { error });
    }
  }

  private leaseEnd(): Date {
    return new Date(this.deps.clock().getTime() + LEASE_MS);
  }
}
