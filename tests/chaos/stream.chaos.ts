import { breakStreams } from "./stream/stream";

export const usualSeconds = 300;

/** Everybody is told all that happens in a project, once, in order and only while they may, whatever is killed or cut. */
export function run({ seconds, seed }: { seconds: number; seed: number }) {
  return breakStreams({ seconds, seed, calmMs: 8_000 });
}
