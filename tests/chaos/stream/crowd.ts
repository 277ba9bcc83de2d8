import { setTimeout as sleep } from "node:timers/promises";
import type { Apis } from "./apis";
import type { Ledger, Person } from "./ledger";
import { type Style, Subscriber } from "./subscriber";
import type { Tally } from "./tally";
import { type SharedProject, WORDY, type World } from "./world";
import { Writer } from "./writer";

const SUBSCRIBERS = 100;
const SLOW = 8;
const BEGINNINGS = ["live", "lists", "snapshot"] as const;

/** An owner and a mate of each project, one thing after another each. */
export function buildWriters(ledger: Ledger, { projects }: World, chance: () => number): Writer[] {
  return projects.flatMap((project, i) =>
    [project.owner, project.mate].map((person) => new Writer(ledger, person, project.id, i < WORDY, chance)),
  );
}

/** Subscribers of random projects; the first ones read slowly, where there is much to read. */
export function startSubscribers(apis: Apis, world: World, tally: Tally, chance: () => number): Subscriber[] {
  const pick = <T>(all: readonly T[]) => all[Math.floor(chance() * all.length)] as T;
  return Array.from({ length: SUBSCRIBERS }, (_, i) => {
    const isSlow = i < SLOW;
    const project: SharedProject = isSlow ? (world.projects[i % WORDY] as SharedProject) : pick(world.projects);
    const person: Person = pick(chance() < 0.8 ? world.watchers : [project.owner, project.mate]);
    const own = i % 4 < 2 ? `own${i}` : null;
    const style: Style = { over: i % 2 === 0 ? "socket" : "events", begins: pick(BEGINNINGS), isSlow, own };
    const name = `subscriber ${i} (${person.email}, ${style.over} ${style.begins})`;
    return new Subscriber((api) => apis.url(api), person, project.id, style, tally, chance, name);
  });
}

/** Until all have what each log ends with, or `forMs` have gone by; answers who has not. */
export async function awaitAll(
  subscribers: readonly Subscriber[],
  ends: ReadonlyMap<string, { seq: number; at: number }>,
  forMs: number,
): Promise<Subscriber[]> {
  for (const deadline = Date.now() + forMs; ; await sleep(50)) {
    const late = subscribers.filter(({ transcript }) => {
      const end = ends.get(transcript.history.projectId);
      return end && !transcript.hasCaughtUp(end.seq, end.at);
    });
    if (late.length === 0 || Date.now() > deadline) return late;
  }
}
