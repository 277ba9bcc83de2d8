import { setTimeout as sleep } from "node:timers/promises";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { lastSeqs } from "../db/log/log";
import { InProcessDoorbell } from "./doorbell";
import { LiveHub } from "./liveHub";
import type { Follower, Standing } from "./liveStream";
import { LogTail } from "./logTail";
import { Payload } from "./outlet";

const logger = { info: () => {}, warn: () => {}, error: () => {} };

let test: TestApp;
let tail: LogTail;
let hub: LiveHub;
const leaving = new AbortController();
beforeAll(async () => {
  test = await startTestApp();
  tail = new LogTail(test.app.db, new InProcessDoorbell(), logger, 10);
  hub = new LiveHub(test.app.db, tail, logger);
});
afterAll(async () => {
  leaving.abort();
  tail.close();
  await test.close();
});

function buildGate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), passed };
}

/** `execute` waits for `gate`; `told` says what was sent. */
function buildFollower({ owner }: BuiltProject, group: string, gate = Promise.resolve()) {
  const told: { seq: number; prevSeq: number }[] = [];
  const executing = buildGate();
  const outlet = {
    group,
    isFull: false,
    execute: async (items: readonly object[]) => {
      executing.open();
      await gate;
      return items.map((item) => new Payload(JSON.stringify(item)));
    },
    send: ({ json }: Payload) => void told.push(JSON.parse(json) as (typeof told)[number]),
  };
  const follower: Follower = {
    ...{ outlet, userId: owner.id, rights: "OWNER", concern: "nobody" },
    sees: () => true,
    itemOf: ({ seq }, prevSeq) => ({ seq: Number(seq), prevSeq }),
  };
  return { follower, told, executing: executing.passed };
}

async function standingOf({ id }: BuiltProject): Promise<Standing> {
  const seq = (await lastSeqs(test.app.db.readLatest(), [id])).get(id) ?? 0;
  return { event: { seq, id: "" }, prevSeq: seq };
}

it("does not keep who comes while others are being told of an event that it had not read", async () => {
  const project = await buildProject(test);
  const from = await standingOf(project);
  const gate = buildGate();
  const first = buildFollower(project, "one", gate.passed);
  void hub.follow(project.id, first.follower, from, leaving.signal);
  await buildTask(test, { project });
  await first.executing;
  const second = buildFollower(project, "other");
  const departure = hub.follow(project.id, second.follower, from, leaving.signal);
  gate.open();
  // It reads the event from the log, and comes back.
  const { reason, standing } = await departure;
  expect({ reason, standing }).toEqual({ reason: "behind", standing: from });
  expect(second.told).toEqual([]);
  expect(first.told).toEqual([{ seq: from.event.seq + 1, prevSeq: from.event.seq }]);
});

it("tells who comes when all others have left while they were being told", async () => {
  const project = await buildProject(test);
  const from = await standingOf(project);
  const gate = buildGate();
  const first = buildFollower(project, "one", gate.passed);
  const firstLeaves = new AbortController();
  const left = hub.follow(project.id, first.follower, from, firstLeaves.signal);
  await buildTask(test, { project });
  await first.executing;
  firstLeaves.abort();
  await left;
  const second = buildFollower(project, "one");
  void hub.follow(project.id, second.follower, await standingOf(project), leaving.signal);
  gate.open();
  await buildTask(test, { project });
  await second.executing;
  while (second.told.length === 0) await sleep(5);
  expect(second.told).toEqual([{ seq: from.event.seq + 2, prevSeq: from.event.seq + 1 }]);
});
