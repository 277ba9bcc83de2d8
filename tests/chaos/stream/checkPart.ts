import type { Findings } from "./findings";
import type { Absence, Heard, Log, Page, Part, Write } from "./record";

export interface PartToCheck {
  name: string;
  part: Part;
  log: Log;
  /** The events that the subscriber is to be told, each with the one before it; 0 before the first. */
  visible: ReadonlyMap<number, number>;
  /** All writes to the project. */
  written: readonly Write[];
  away: readonly Absence[];
  /** Whether it must reach to the log's end. */
  isWhole: boolean;
}

/** Holds a part of a history against the log, from where the part began. */
export function checkPart(checked: PartToCheck, findings: Findings): void {
  const { name, part, visible, isWhole } = checked;
  const { heard, pages } = part;
  // A stream that begins without a snapshot says where by its first event alone.
  const start = pages[0]?.cut ?? heard[0]?.prevSeq ?? null;
  checkStart(checked, start, findings);
  if (start === null) return;

  const seen = new Set<number>();
  let top = start;
  for (const event of heard) {
    const { seq } = event;
    if (seen.has(seq) || seq <= start) findings.add("twice", `${name}: event ${seq}`);
    else if (seq < top) findings.add("outOfOrder", `${name}: event ${seq} behind ${top}`);
    seen.add(seq);
    top = Math.max(top, seq);
    checkEvent(checked, event, findings);
  }
  for (const seq of visible.keys())
    if (seq > start && (isWhole || seq < top) && !seen.has(seq))
      findings.add("lost", `${name}: event ${seq} of what comes after ${start}`);
  for (const page of pages) checkPage(checked, page, start, findings);
  if (pages.length > 0) checkSnapshot(checked, findings);
}

/** What is written once a stream has begun comes in it. */
function checkStart({ name, part, written, isWhole }: PartToCheck, start: number | null, findings: Findings): void {
  if (start === null && !isWhole) return;
  for (const { acknowledged, sentAt } of written)
    if (acknowledged && sentAt > part.begunAt && acknowledged.seq <= (start ?? Infinity))
      findings.add("lost", `${name}: event ${acknowledged.seq}, written after the beginning, which was at ${start}`);
}

function checkEvent({ name, log, visible, away }: PartToCheck, event: Heard, findings: Findings): void {
  const { seq, prevSeq, type, subjectId, task, at } = event;
  const logged = log.events[seq - 1];
  if (logged?.type !== type || logged.subjectId !== subjectId) {
    findings.add("wrong", `${name}: event ${seq} is ${type} of ${subjectId}, in the log ${JSON.stringify(logged)}`);
    return;
  }
  const before = visible.get(seq);
  if (before === undefined) findings.add("afterRights", `${name}: event ${seq} is not for them`);
  else if (before !== prevSeq) findings.add("wrong", `${name}: event ${seq} has prevSeq ${prevSeq}, not ${before}`);
  if (task && task.version < logged.subjectVersion)
    findings.add("wrong", `${name}: event ${seq} came with version ${task.version}, not ${logged.subjectVersion}`);
  if (isAfterRemoval(away, at, Math.max(seq, task ? seqOfVersion(log, task.id, task.version) : 0)))
    findings.add("afterRights", `${name}: event ${seq} came while they were no member`);
}

function checkPage(
  { name, log, away }: PartToCheck,
  { at, cut, tasks }: Page,
  start: number,
  findings: Findings,
): void {
  if (cut !== start) findings.add("wrong", `${name}: a page is of the cut ${cut}, the first one of ${start}`);
  const newest = Math.max(cut, ...tasks.map(({ id, version }) => seqOfVersion(log, id, version)));
  if (isAfterRemoval(away, at, newest))
    findings.add("afterRights", `${name}: a page with what ${newest} made came while they were no member`);
}

/** Whoever applies the events to the pages has what is there: the higher version wins. */
function checkSnapshot({ name, part, log, isWhole }: PartToCheck, findings: Findings): void {
  const { pages, heard } = part;
  if (heard.length > 0 && !pages.at(-1)?.isLast) findings.add("lost", `${name}: pages of the snapshot`);
  if (!isWhole) return;
  const state = new Map<string, { version: number; isDeleted: boolean }>();
  const told = [...pages.flatMap(({ tasks }) => tasks), ...heard.flatMap(({ task }) => task ?? [])];
  for (const task of told) if (task.version >= (state.get(task.id)?.version ?? 0)) state.set(task.id, task);
  const there = new Map([...state].filter(([, { isDeleted }]) => !isDeleted));
  for (const id of new Set([...there.keys(), ...log.tasks.keys()]))
    if (there.get(id)?.version !== log.tasks.get(id))
      findings.add("wrong", `${name}: has ${id} in version ${there.get(id)?.version}, not ${log.tasks.get(id)}`);
}

/** Whether what this event made came between a removal up to it and the return, which was not yet asked for. */
function isAfterRemoval(away: readonly Absence[], at: number, seq: number): boolean {
  return away.some(
    ({ removal, return: back }) =>
      removal.acknowledged !== null && seq >= removal.acknowledged.seq && at < (back?.sentAt ?? Infinity),
  );
}

const versions = new WeakMap<Log, Map<string, number>>();

/** The event that made this version of a task; 0 for one that no event of this log made. */
function seqOfVersion(log: Log, id: string, version: number): number {
  let seqs = versions.get(log);
  if (!seqs) {
    seqs = new Map(log.events.map(({ subjectId, subjectVersion, seq }) => [`${subjectId} ${subjectVersion}`, seq]));
    versions.set(log, seqs);
  }
  return seqs.get(`${id} ${version}`) ?? 0;
}
