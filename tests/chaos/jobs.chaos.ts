import { killJobs } from "./jobs/killJobs";

const LEAST_ROUNDS = 10;

/** kill -9 while tasks go to the trash and are purged from it: what was to be purged is, once and whole, and nothing else. */
export function run({ seconds, seed }: { seconds: number; seed: number }) {
  return killJobs({ rounds: LEAST_ROUNDS, seconds, seed });
}
