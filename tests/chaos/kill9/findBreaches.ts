import { type Facts, hexOf } from "./databaseFile";
import type { Ledger } from "./ledger";

/** What is wrong within a database, whatever was asked of it. */
export function findInconsistencies({ integrity, tasks, events, streams, projects, keyed }: Facts): string[] {
  const breaches: string[] = [];
  if (integrity !== "ok") breaches.push(`integrity_check says ${integrity}`);

  const created = countBy(
    events.filter(({ type }) => type === "TASK_CREATED"),
    ({ subjectId }) => subjectId,
  );
  for (const { id, title, version } of tasks) {
    if (created.get(id) !== 1) breaches.push(`${title} has ${created.get(id) ?? 0} events of its creation`);
    if (version !== 1) breaches.push(`${title} was created but has version ${version}`);
    created.delete(id);
  }
  for (const id of created.keys()) breaches.push(`the event of ${id} has no task`);

  for (const { id, lastSeq } of streams) {
    const seqs = events.filter(({ streamId }) => streamId === id).map(({ seq }) => seq);
    if (!isCounted(seqs) || seqs.length !== lastSeq)
      breaches.push(`log ${id} has ${seqs.length} events, its head is ${lastSeq}`);
  }
  for (const { id, lastTaskNumber } of projects) {
    const own = tasks.filter(({ projectId }) => projectId === id);
    const numbers = own.map(({ number }) => number).sort((a, b) => a - b);
    if (!isCounted(numbers) || numbers.length !== lastTaskNumber) breaches.push(`project ${id} has numbers with gaps`);
    if (new Set(own.map(({ position }) => position)).size !== own.length)
      breaches.push(`project ${id} has a position twice`);
  }
  const ids = new Set(tasks.map(({ id }) => id));
  for (const id of keyed) if (!ids.has(id)) breaches.push(`an idempotency key stands for ${id}, which is not there`);
  return breaches;
}

/** Where the database does not hold what the writers were told. */
export function findBrokenPromises(ledger: Ledger, { tasks, events }: Facts): string[] {
  const breaches: string[] = [];
  const count = countBy(tasks, ({ title }) => title);
  const byTitle = new Map(tasks.map((task) => [task.title, task]));
  const seqs = new Map(
    events.filter(({ type }) => type === "TASK_CREATED").map(({ subjectId, seq }) => [subjectId, seq]),
  );
  for (const { input, state, created } of ledger.entries) {
    const found = count.get(input.title) ?? 0;
    const allowed = state === "acknowledged" ? [1] : [0, 1];
    if (!allowed.includes(found)) breaches.push(`${input.title} is ${state} and there ${found} times`);
    const task = byTitle.get(input.title);
    if (!task) continue;
    if (task.labels !== input.labelIds.length)
      breaches.push(`${input.title} has ${task.labels} labels of ${input.labelIds.length}`);
    if (created && (hexOf(created.id) !== task.id || created.number !== task.number))
      breaches.push(`${input.title} is another task`);
    // A repeated client-made id is answered with the latest seq, which is later than its own.
    const seq = seqs.get(task.id) ?? Infinity;
    if (created && (input.id ? created.seq < seq : created.seq !== seq))
      breaches.push(`${input.title} has seq ${seq}, not ${created.seq}`);
  }
  const asked = new Set(ledger.entries.map(({ input }) => input.title));
  for (const { title } of tasks) if (!asked.has(title)) breaches.push(`nobody asked for ${title}`);
  return breaches;
}

/** Whether these are 1, 2, 3 … */
function isCounted(numbers: readonly number[]): boolean {
  return numbers.every((number, i) => number === i + 1);
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
