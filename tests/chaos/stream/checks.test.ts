import { checkHistories, type Run } from "./checkHistories";
import { checkWrites } from "./checkWrites";
import type { Heard, History, Log, LogEvent, Part, Write } from "./record";

const USER = "usr_watcher";
const OWNER = "usr_owner";
const PROJECT = "prj_1";

/** Event 3 is of second 3, and so on. */
function eventAt(seq: number, type: string, subjectId: string, subjectVersion: number): LogEvent {
  return {
    ...{ seq, type, subjectId, subjectVersion, actorId: OWNER, occurredAt: seq * 1_000 },
    ...{ isRestricted: false, rights: null },
  };
}

function buildLog(): Log {
  return {
    projectId: PROJECT,
    ownerId: OWNER,
    lastSeq: 9,
    tasks: new Map([["tsk_1", 4]]),
    events: [
      eventAt(1, "PROJECT_CREATED", PROJECT, 1),
      { ...eventAt(2, "MEMBER_ADDED", "mem_1", 1), rights: { userId: USER, role: "MEMBER" } },
      eventAt(3, "TASK_CREATED", "tsk_1", 1),
      eventAt(4, "TASK_UPDATED", "tsk_1", 2),
      { ...eventAt(5, "MEMBER_REMOVED", "mem_1", 2), rights: { userId: USER, role: null } },
      eventAt(6, "TASK_UPDATED", "tsk_1", 3),
      { ...eventAt(7, "MEMBER_ADDED", "mem_1", 3), rights: { userId: USER, role: "MEMBER" } },
      { ...eventAt(8, "MEMBER_ADDED", "mem_2", 1), isRestricted: true },
      eventAt(9, "TASK_MOVED", "tsk_1", 4),
    ],
  };
}

const VERBS = {
  TASK_CREATED: "createTask",
  TASK_UPDATED: "updateTask",
  TASK_MOVED: "moveTask",
  MEMBER_ADDED: "addProjectMember",
  MEMBER_REMOVED: "removeProjectMember",
} as const;

function writeOf({ seq, type, subjectId }: LogEvent): Write {
  return {
    ...{
      verb: VERBS[type as keyof typeof VERBS],
      projectId: PROJECT,
      actorId: OWNER,
      wasUnknown: false,
      failure: null,
    },
    sentAt: seq * 1_000 - 10,
    acknowledged: { at: seq * 1_000 + 10, seq, subjectId },
  };
}

/** Told at once, or as soon as the watcher was a member again. */
function heardOf({ seq, type, subjectId, subjectVersion }: LogEvent, prevSeq: number): Heard {
  const task = type.startsWith("TASK") ? { id: subjectId, version: subjectVersion, isDeleted: false } : null;
  const at = seq === 5 || seq === 6 ? 7_020 : seq * 1_000 + 20;
  return { at, seq, prevSeq, type, subjectId, task, isLive: true };
}

/** A member from 2 on, away from 5 to 7: a run in which nothing is wrong. */
function buildRun(): Run & { log: Log; history: History; part: Part; writes: Write[] } {
  const log = buildLog();
  const writes = log.events.slice(1).map(writeOf);
  const told = log.events.filter(({ seq }) => seq > 2 && seq !== 8);
  const heard = told.map((event, i) => heardOf(event, told[i - 1]?.seq ?? 2));
  const part: Part = { begunAt: 2_500, reset: null, pages: [], heard };
  const connection = {
    api: 0,
    sentAt: 2_400,
    firstItemAt: 2_500,
    refusedAt: null,
    isToldWhy: false,
    isReplayed: false,
  };
  const refused = { ...connection, sentAt: 5_500, firstItemAt: Infinity, refusedAt: 5_600 };
  const history: History = {
    ...{ name: "watcher", userId: USER, projectId: PROJECT },
    ...{ parts: [part], connections: [connection, refused] },
  };
  const absences = [{ userId: USER, projectId: PROJECT, removal: writes[3]!, return: writes[5]! }];
  const forgetful = { api: 2, retentionMs: 4_000 };
  return { log, logs: [log], history, histories: [history], part, writes, absences, forgetful };
}

function check(run: Run) {
  const findings = checkHistories(run);
  checkWrites(run.logs, run.writes, findings);
  return findings;
}

const heardAt = ({ part }: ReturnType<typeof buildRun>, seq: number) => part.heard.find((each) => each.seq === seq)!;
const skip = ({ part }: ReturnType<typeof buildRun>, seq: number) =>
  part.heard.splice(
    part.heard.findIndex((each) => each.seq === seq),
    1,
  );

test("a run in which all is well has no findings", () => {
  const { breaches, counts } = check(buildRun());
  expect(breaches).toEqual([]);
  expect(counts).toEqual({ lost: 0, twice: 0, outOfOrder: 0, afterRights: 0, wrong: 0 });
});

test.each<[string, string, (run: ReturnType<typeof buildRun>) => void]>([
  ["an event is skipped", "lost", (run) => skip(run, 6)],
  ["the last event is skipped", "lost", (run) => skip(run, 9)],
  ["the first event after the beginning is skipped", "lost", (run) => skip(run, 3)],
  ["nothing is told at all", "lost", ({ part }) => part.heard.splice(0)],
  ["an event is told twice", "twice", ({ part }) => part.heard.push({ ...part.heard.at(-1)! })],
  ["a resumed stream begins too early", "twice", ({ part }) => part.heard.splice(3, 0, { ...part.heard[1]! })],
  ["two events change places", "outOfOrder", ({ part }) => part.heard.splice(3, 2, part.heard[4]!, part.heard[3]!)],
  ["a removal is ignored", "afterRights", (run) => (heardAt(run, 6).at = 6_020)],
  ["the removal itself is told to who was removed", "afterRights", (run) => (heardAt(run, 5).at = 5_020)],
  [
    "an event from before a removal shows what came after it",
    "afterRights",
    (run) => Object.assign(heardAt(run, 4), { at: 6_020, task: { id: "tsk_1", version: 3, isDeleted: false } }),
  ],
  [
    "a pending member is shown to a MEMBER",
    "afterRights",
    (run) => run.part.heard.splice(5, 0, heardOf(run.log.events[7]!, 7)),
  ],
  ["somebody gets in after a removal", "afterRights", (run) => (run.history.connections[1]!.firstItemAt = 5_600)],
  ["somebody is refused who is a member", "wrong", (run) => (run.history.connections[1]!.sentAt = 8_000)],
  [
    "an acknowledged write is not in the log",
    "lost",
    (run) => run.writes.push(writeOf(eventAt(9, "TASK_MOVED", "tsk_2", 1))),
  ],
  ["two writes are told to be the same event", "lost", (run) => run.writes.push({ ...run.writes.at(-1)! })],
  ["a write is made twice", "twice", (run) => run.writes.pop()],
  ["a write is never acknowledged", "wrong", (run) => (run.writes[6]!.acknowledged = null)],
  ["the log has a gap", "wrong", (run) => (run.log.events[7]!.seq = 7)],
  ["an event is of another kind than in the log", "wrong", (run) => (heardAt(run, 4).type = "TASK_MOVED")],
  ["an event points behind another one than it follows", "wrong", (run) => (heardAt(run, 9).prevSeq = 6)],
  ["an event comes with an older task", "wrong", (run) => (heardAt(run, 9).task!.version = 3)],
  [
    "a cursor is forgotten by a process that forgets nothing",
    "wrong",
    ({ part }) => (part.reset = { at: 20_000, reason: "CURSOR_EXPIRED", api: 1, standing: 2 }),
  ],
  [
    "a cursor is forgotten too early",
    "wrong",
    ({ part }) => (part.reset = { at: 5_000, reason: "CURSOR_EXPIRED", api: 2, standing: 2 }),
  ],
])("it is found when %s", (_title, fault, plant) => {
  const run = buildRun();
  plant(run);
  expect(check(run).counts).toMatchObject({ [fault]: expect.any(Number) });
  expect(check(run).counts[fault as "lost"]).toBeGreaterThan(0);
});

test("a reset is no fault where a process forgets", () => {
  const run = buildRun();
  run.part.reset = { at: 8_000, reason: "CURSOR_EXPIRED", api: 2, standing: 2 };
  expect(check(run).breaches).toEqual([]);
});

describe("a snapshot", () => {
  const buildWithSnapshot = () => {
    const run = buildRun();
    run.part.heard.splice(0, 4);
    const tasks = [{ id: "tsk_1", version: 3, isDeleted: false }];
    run.part.pages.push({ at: 7_500, cut: 7, tasks, isLast: true });
    run.part.begunAt = 7_500;
    return run;
  };

  test("and the events since make what is there", () => {
    const run = buildWithSnapshot();
    run.part.heard = run.part.heard.filter(({ seq }) => seq > 7);
    expect(check(run).breaches).toEqual([]);
  });

  test.each<[string, (run: ReturnType<typeof buildRun>) => void]>([
    ["lacks a task", ({ log }) => log.tasks.set("tsk_2", 1)],
    ["has an older task than the log has since", ({ log }) => log.tasks.set("tsk_1", 5)],
    ["has a task that is gone", ({ log }) => log.tasks.clear()],
    ["ends before its last page", ({ part }) => (part.pages[0]!.isLast = false)],
    ["is of two cuts", ({ part }) => part.pages.push({ ...part.pages[0]!, cut: 6 })],
    ["is shown after a removal", ({ part }) => (part.pages[0]!.at = 6_500)],
  ])("is found out when it %s", (_title, plant) => {
    const run = buildWithSnapshot();
    run.part.heard = run.part.heard.filter(({ seq }) => seq > 7);
    plant(run);
    expect(check(run).breaches).not.toEqual([]);
  });
});
