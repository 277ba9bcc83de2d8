import { attack } from "./hostile/hostile";

/** Hostile requests, 20 a second: each is refused or taken as plain data at little cost, and another client hardly notices. */
export function run({ seconds, seed }: { seconds: number; seed: number }) {
  return attack({ seconds, seed });
}
