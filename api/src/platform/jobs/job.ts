import type { z } from "zod";
import type { EventRecord } from "../db/log/event.entity";

/** Work that is done after a change or at its time: at least once, so it must be idempotent. */
export interface Job<Data> {
  /** Imperative and unique, such as `sendPasswordReset`. It is stored: a rename leaves waiting jobs behind. */
  name: string;
  /** What the data is checked by before each run: it was stored, maybe by another release. */
  schema: z.ZodType<Data>;
  options: JobOptions<Data>;
  run: (data: Data) => Promise<void>;
}

interface JobOptions<Data> {
  /** Events of the log that the job is done for, and the data it then gets; null: not for this one. */
  on?: Readonly<Record<string, (event: EventRecord) => Data | null>>;
  /** Done once in so many milliseconds, with the data given. */
  every?: { ms: number; data: Data };
  /** Runs before it is given up. */
  attempts?: number;
}

/** A job whose data is not known here. */
export interface AnyJob {
  name: string;
  schema: z.ZodType;
  options: JobOptions<unknown>;
  run: (data: never) => Promise<void>;
}

/** Declares a job; a module's manifest lists it. Tests call its `run`. */
export function defineJob<Data>(job: Job<Data>): Job<Data> {
  return job;
}
