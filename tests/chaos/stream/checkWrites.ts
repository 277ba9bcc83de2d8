import type { Findings } from "./findings";
import type { Log, Verb, Write } from "./record";

const TYPES: Readonly<Record<Verb, string>> = {
  createTask: "TASK_CREATED",
  updateTask: "TASK_UPDATED",
  moveTask: "TASK_MOVED",
  deleteTask: "TASK_DELETED",
  addProjectMember: "MEMBER_ADDED",
  updateProjectMember: "MEMBER_UPDATED",
  removeProjectMember: "MEMBER_REMOVED",
};

/** Every write that was acknowledged is in its log exactly once, nothing else is, and each log is 1, 2, 3 … */
export function checkWrites(logs: readonly Log[], writes: readonly Write[], findings: Findings): void {
  for (const { verb, failure, acknowledged } of writes)
    if (!acknowledged) findings.add("wrong", `${verb} was never acknowledged: ${failure}`);
  for (const log of logs) {
    const own = writes.filter(({ projectId }) => projectId === log.projectId);
    for (const [i, { seq }] of log.events.entries())
      if (seq !== i + 1) findings.add("wrong", `the log has ${seq} in place ${i + 1}`);
    if (log.events.length !== log.lastSeq)
      findings.add("wrong", `the log has ${log.events.length} events, its project says ${log.lastSeq}`);
    compare(log, own, findings);
  }
}

/** Each write changes something: so what was asked for and what people did, as the log has it, are the same. */
function compare(log: Log, writes: readonly Write[], findings: Findings): void {
  const asked = new Set<string>();
  for (const { verb, actorId, acknowledged } of writes) {
    if (!acknowledged) continue;
    const key = `${acknowledged.seq} ${TYPES[verb]} ${acknowledged.subjectId} by ${actorId}`;
    if (asked.has(key)) findings.add("lost", `an acknowledged write, told to be event ${key}, which another one is`);
    asked.add(key);
  }
  const types = new Set(Object.values(TYPES));
  const made = new Set(
    log.events
      .filter(({ type, actorId }) => actorId !== null && types.has(type))
      .map(({ seq, type, subjectId, actorId }) => `${seq} ${type} ${subjectId} by ${actorId}`),
  );
  for (const key of asked) if (!made.has(key)) findings.add("lost", `an acknowledged write: event ${key}`);
  for (const key of made) if (!asked.has(key)) findings.add("twice", `nobody was told that a write is event ${key}`);
}
