import { chance as startChance } from "../kill9/chance";

/** Processes of the API; the last one replays only what is new. */
export const APIS = 3;
export const FORGETFUL = APIS - 1;

/** What goes wrong on the servers' side, one after another in each lane. */
export type ServerFault =
  | { lane: "api"; kind: "kill" | "drain"; api: number }
  | { lane: "redis"; kind: "wipe" }
  | { lane: "replica"; kind: "kill" | "pause" | "stop"; replica: 1 | 2 };

/** What the clients do, many at a time; `who` is a number that stands for one of them. */
export type ClientFault =
  | { lane: "cut"; kind: "cut"; who: number }
  | { lane: "slow"; kind: "slow"; who: number }
  | { lane: "away"; kind: "away" | "forget"; who: number }
  | { lane: "rights"; kind: "remove" | "role" | "pending"; who: number };

/** `atMs`: after the beginning; `forMs`: until it is mended. */
export type Fault = (ServerFault | ClientFault) & { atMs: number; forMs: number };
type Lane = Fault["lane"];

interface Pace {
  /** Between the beginnings of two faults of the lane. */
  everyMs: [number, number];
  forMs: [number, number];
  kinds: readonly Fault["kind"][];
}

const PACES: Readonly<Record<Lane, Pace>> = {
  // A process needs some seconds to be there again.
  api: { everyMs: [4_000, 6_000], forMs: [300, 1_500], kinds: ["kill", "kill", "kill", "drain"] },
  redis: { everyMs: [7_000, 12_000], forMs: [1_000, 3_000], kinds: ["wipe"] },
  replica: { everyMs: [6_000, 9_000], forMs: [2_000, 4_000], kinds: ["kill", "pause", "stop"] },
  cut: { everyMs: [60, 200], forMs: [0, 0], kinds: ["cut"] },
  slow: { everyMs: [700, 1_500], forMs: [3_000, 12_000], kinds: ["slow"] },
  // Longer than the forgetful process remembers.
  away: { everyMs: [1_000, 2_500], forMs: [4_500, 7_000], kinds: ["away", "forget"] },
  rights: { everyMs: [200, 700], forMs: [200, 5_000], kinds: ["remove", "remove", "role", "pending"] },
};

/** All faults of a run, in the order of their time: the same for the same seed. */
export function scheduleOf(seed: number, lengthMs: number): Fault[] {
  return Object.entries(PACES)
    .flatMap(([lane, pace], i) => faultsOf(lane as Lane, pace, startChance(seed * 31 + i), lengthMs))
    .sort((a, b) => a.atMs - b.atMs);
}

function faultsOf(lane: Lane, { everyMs, forMs, kinds }: Pace, chance: () => number, lengthMs: number): Fault[] {
  const between = ([from, to]: [number, number]) => Math.round(from + chance() * (to - from));
  const faults: Fault[] = [];
  // Each kind and each server has its turn, in an order of chance.
  const turnOf = <T>(all: readonly T[]) => {
    let waiting: T[] = [];
    return () => {
      if (waiting.length === 0) waiting = [...all];
      return waiting.splice(Math.floor(chance() * waiting.length), 1)[0] as T;
    };
  };
  const kindOf = turnOf(kinds);
  const apiOf = turnOf(Array.from({ length: APIS }, (_, i) => i));
  const replicaOf = turnOf([1, 2] as const);
  for (let atMs = Math.round(between(everyMs) / 2); atMs < lengthMs; atMs += between(everyMs)) {
    const which = { api: apiOf(), replica: replicaOf(), who: Math.floor(chance() * 1_000_000) };
    // All is mended by the end.
    faults.push({ lane, kind: kindOf(), atMs, forMs: Math.min(between(forMs), lengthMs - atMs), ...which } as Fault);
  }
  return faults;
}
