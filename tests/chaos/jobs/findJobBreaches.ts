import { hexOf } from "../kill9/databaseFile";
import type { Family } from "./families";
import type { JobFacts } from "./jobFacts";

/** What is wrong within a database at any moment: a purge that was done by halves, or twice. */
export function findHalves({ integrity, tasks, events, brokenLogs, orphanedLabels, jobs }: JobFacts): string[] {
  const breaches: string[] = [];
  if (integrity !== "ok") breaches.push(`integrity_check says ${integrity}`);
  for (const id of brokenLogs) breaches.push(`the log ${id} has gaps`);
  if (orphanedLabels > 0) breaches.push(`${orphanedLabels} labels are left of purged tasks`);

  const there = new Map(tasks.map((task) => [task.id, task]));
  const purged = new Set<string>();
  for (const { type, subjectId } of events) {
    if (type === "TASK_PURGED") {
      if (purged.has(subjectId)) breaches.push(`${subjectId} was purged twice`);
      purged.add(subjectId);
      if (there.has(subjectId)) breaches.push(`${subjectId} was purged and is there`);
    }
  }
  for (const { type, subjectId } of events) {
    if (type === "TASK_CREATED" && !there.has(subjectId) && !purged.has(subjectId))
      breaches.push(`${subjectId} is gone without having been purged`);
  }
  for (const { id, parentId } of tasks)
    if (parentId && !there.has(parentId)) breaches.push(`${id} has a purged parent`);
  for (const { id, isFailed } of jobs) if (isFailed) breaches.push(`the job ${id} was given up`);
  return breaches;
}

/** Whether nothing is left to do. */
export function isDrained({ tasks, jobs, waiting }: JobFacts): boolean {
  // Of the jobs only the schedules stay.
  const isIdle = jobs.every(({ id, leasedUntil }) => leasedUntil === null && !id.includes("/evt_"));
  return waiting === 0 && isIdle && tasks.every(({ isTrashed }) => !isTrashed);
}

/** Where the jobs have not done what the writers were promised, once nothing is left to do. */
export function findForgotten(families: readonly Family[], facts: JobFacts): string[] {
  const there = new Set(facts.tasks.map(({ id }) => id));
  return families.flatMap(({ ids, deletion }) => {
    const left = ids.filter((id) => there.has(hexOf(id))).length;
    if (deletion === "kept" && left < ids.length) return [`${ids.length - left} tasks are gone that nobody deleted`];
    if (deletion === "acknowledged" && left > 0) return [`${left} deleted tasks are still there`];
    return left > 0 && left < ids.length ? [`a deletion without an answer took ${left} of ${ids.length} tasks`] : [];
  });
}
