import { killNine } from "./kill9/killNine";

const LEAST_ROUNDS = 10;

/** kill -9 in the middle of a burst of creates, start again: every acknowledged task is there with its event, no event without its task. */
export function run({ seconds, seed }: { seconds: number; seed: number }) {
  return killNine({ rounds: LEAST_ROUNDS, seconds, seed });
}
