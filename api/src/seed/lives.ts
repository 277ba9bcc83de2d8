import type { TaskStatus } from "../modules/tasks/task.entity";
import type { Random } from "./random";

const DAY_MS = 86_400_000;

/** One thing that happens to a task after it was made; an edit changes priority, due date or assignee. */
export interface Step {
  /** In ms since 1970. */
  at: number;
  kind: "edit" | "delete" | TaskStatus;
}

/** How a task begins, and all that happens to it until today. */
export interface Life {
  firstStatus: TaskStatus;
  isClosed: boolean;
  steps: Step[];
}

/** What became of a task: the older, the more likely it is done. */
export function planLife(random: Random, createdAt: number, until: number): Life {
  const status = random.weighted(outcomes(until - createdAt));
  const [firstStatus, ...statuses] = path(random, status);
  const isClosed = status === "DONE" || status === "CANCELED";
  // What is under way was touched lately; all else happened soon after the task was made.
  const from = isClosed || statuses.length === 0 ? createdAt : Math.max(createdAt, until - 10 * DAY_MS);
  const steps: Step[] = inOrder(random, from, Math.min(until, from + 60 * DAY_MS), statuses);
  if (random.chance(0.2)) steps.push({ at: between(random, createdAt, until), kind: "edit" });
  if (random.chance(0.02))
    steps.push({ at: between(random, Math.max(createdAt, until - 5 * DAY_MS), until), kind: "delete" });
  return { firstStatus, isClosed, steps };
}

/** Due days after today are for open tasks; those of closed ones were around the time of their work. */
export function planDue(random: Random, createdAt: number, until: number, isClosed: boolean): number | null {
  if (random.chance(0.55)) return null;
  const day = isClosed ? createdAt + random.whole(1, 40) * DAY_MS : until + random.whole(-10, 45) * DAY_MS;
  return Math.max(day, createdAt);
}

function outcomes(ageMs: number): Record<TaskStatus, number> {
  const ripe = ageMs / (ageMs + 20 * DAY_MS);
  const fresh = 1 - ripe;
  return {
    BACKLOG: 10 + 25 * fresh,
    TODO: 12 + 40 * fresh,
    IN_PROGRESS: 2 + 9 * fresh,
    IN_REVIEW: 1.5 + 4 * fresh,
    DONE: 75 * ripe,
    CANCELED: 6 * ripe,
  };
}

/** The statuses that a task went through, the last one today's. */
function path(random: Random, status: TaskStatus): [TaskStatus, ...TaskStatus[]] {
  switch (status) {
    case "BACKLOG":
      return ["BACKLOG"];
    case "TODO":
      return random.chance(0.3) ? ["BACKLOG", "TODO"] : ["TODO"];
    case "IN_PROGRESS":
      return ["TODO", "IN_PROGRESS"];
    case "IN_REVIEW":
      return ["TODO", "IN_PROGRESS", "IN_REVIEW"];
    case "CANCELED":
      return ["BACKLOG", "CANCELED"];
    case "DONE":
      if (random.chance(0.45)) return ["TODO", "DONE"];
      return random.chance(0.6) ? ["TODO", "IN_PROGRESS", "DONE"] : ["TODO", "IN_PROGRESS", "IN_REVIEW", "DONE"];
  }
}

function inOrder(random: Random, from: number, to: number, statuses: readonly TaskStatus[]): Step[] {
  const times = statuses.map(() => between(random, from, to)).sort((a, b) => a - b);
  return statuses.map((kind, i) => ({ at: times[i] as number, kind }));
}

function between(random: Random, from: number, to: number): number {
  return Math.floor(from + random.next() * (to - from));
}
