import type { EventRecord } from "../db/log/event.entity";
import type { AnyJob } from "./job";

interface Handler {
  job: AnyJob;
  /** The job's data for an event; null: not for this one. */
  dataOf: (event: EventRecord) => unknown;
}

/** All jobs, by name and by the events that they are for. */
export class JobList {
  private readonly byName = new Map<string, AnyJob>();
  private readonly byType = new Map<string, Handler[]>();

  /** @throws Error for two jobs of one name, or one that nothing would ever start */
  constructor(jobs: readonly AnyJob[]) {
    for (const job of jobs) {
      const { name, options } = job;
      if (!/^[a-z][A-Za-z0-9]{0,63}$/.test(name)) throw new Error(`"${name}" is no name for a job`);
      if (this.byName.has(name)) throw new Error(`There are two jobs named ${name}`);
      const handled = Object.entries(options.on ?? {});
      if (handled.length === 0 && !options.every) throw new Error(`Nothing starts the job ${name}: no event, no time`);
      this.byName.set(name, job);
      for (const [type, dataOf] of handled) this.byType.set(type, [...this.handlersOf(type), { job, dataOf }]);
    }
  }

  get all(): readonly AnyJob[] {
    return [...this.byName.values()];
  }

  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  /** The event types that some job is for. */
  get eventTypes(): readonly string[] {
    return [...this.byType.keys()];
  }

  find(name: string): AnyJob | undefined {
    return this.byName.get(name);
  }

  handlersOf(type: string): readonly Handler[] {
    return this.byType.get(type) ?? [];
  }
}
