import { redisAway } from "./redis-away/redisAway";

const LEAST_SECONDS = 60;

/** Without Redis for a minute or more: requests are answered as before, and sign-ins stay limited. */
export function run({ seconds }: { seconds: number }) {
  return redisAway({ seconds: Math.max(seconds, LEAST_SECONDS) });
}
