import { Browser } from "../testing/browser";
import { buildProject, buildUser } from "../testing/factories";
import { change } from "../testing/mutations";
import { startTestApp, type TestApp } from "../testing/testApp";
import { idBytes } from "../platform/ids";
import { JobRecord } from "../platform/jobs/job.entity";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp();
});
afterEach(() => test.close());

const count = async (table: string, condition = "1 = 1") => {
  const [row] = await test.app.db
    .readLatest()
    .query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${condition}`);
  return row!.n;
};
async function pass(ms: number): Promise<void> {
  test.advance(ms);
  await test.idle();
  if (test.errors.length > 0) throw new Error(`A job failed: ${JSON.stringify(test.errors)}`);
}

it("sessions are forgotten 30 days after they ran out, or were ended, with their tokens", async () => {
  const [runsOut, ended] = [new Browser(test), new Browser(test)];
  await runsOut.register();
  for (let i = 0; i < 3; i++) await runsOut.refresh();
  await ended.register();
  await ended.logout();
  expect([await count("sessions"), await count("refresh_tokens")]).toEqual([2, 4]);

  await pass(30 * DAY_MS - HOUR_MS);
  expect(await count("sessions")).toBe(2);
  await pass(2 * HOUR_MS);
  expect([await count("sessions"), await count("refresh_tokens")]).toEqual([1, 4]);
  await pass(30 * DAY_MS - 2 * HOUR_MS);
  expect([await count("sessions"), await count("refresh_tokens")]).toEqual([1, 4]);
  await pass(2 * HOUR_MS);
  expect([await count("sessions"), await count("refresh_tokens")]).toEqual([0, 0]);
});

it("a session with thousands of tokens goes bit by bit", async () => {
  const { sessionId } = await buildUser(test);
  await test.app.db.transact(null, {}, async (tx) => {
    for (let i = 0; i < 1_200; i++) {
      await tx.execute("INSERT INTO refresh_tokens (token_hash, session_id, created_at) VALUES (?, ?, 1)", [
        Buffer.from(String(i).padStart(32, "0")),
        idBytes(sessionId),
      ]);
    }
  });
  const statements = await test.statementsOf(() => pass(61 * DAY_MS));
  expect([await count("sessions"), await count("refresh_tokens")]).toEqual([0, 0]);
  const sizes = statements
    .filter((sql) => sql.startsWith("DELETE FROM refresh"))
    .map((sql) => sql.split("?").length - 1);
  expect(sizes).toEqual([500, 500, 200]);
});

it("living sessions and those of the last 30 days stay", async () => {
  const browser = new Browser(test);
  await browser.register();
  for (let day = 0; day < 70; day += 20) {
    await pass(20 * DAY_MS);
    expect((await browser.refresh()).status).toBe(200);
  }
});

it("idempotency keys are forgotten after 24 hours, whether or not their viewer comes back", async () => {
  const project = await buildProject(test);
  const create = (idempotencyKey: string) =>
    change(test, project.owner, "createTask", { projectId: project.id, title: "x", idempotencyKey });
  for (let i = 0; i < 600; i++) await create(`old ${i}`);
  test.advance(10 * 60_000);
  await create("new");
  await pass(DAY_MS - 5 * 60_000);
  expect(await count("idempotency_keys")).toBe(1);
  await pass(HOUR_MS);
  expect(await count("idempotency_keys")).toBe(0);
});

it("jobs that were given up are kept for 30 days", async () => {
  const now = test.clock();
  const failed = (id: string, failedAt: Date | null): JobRecord => ({
    id,
    name: "unknown",
    data: {},
    runAt: now,
    attempts: 10,
    leasedUntil: null,
    failedAt,
    lastError: "stuck",
  });
  await test.app.db.transact(null, {}, (tx) =>
    tx.insert(JobRecord, [failed("unknown/1", now), failed("unknown/2", null)]),
  );
  await pass(30 * DAY_MS - HOUR_MS);
  expect(await count("jobs", "name = 'unknown'")).toBe(2);
  await pass(2 * HOUR_MS);
  expect(await count("jobs", "name = 'unknown'")).toBe(1);
});

it("a server that listens runs its jobs by itself, and stops in order", async () => {
  const own = await startTestApp({}, { runsJobs: "by itself" });
  await own.statementWith("UPDATE jobs SET run_at");
  await own.close();
  expect(own.errors).toEqual([]);
});
