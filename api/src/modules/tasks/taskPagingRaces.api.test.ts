import { idBytes, newId } from "../../platform/ids";
import { sortKey } from "../../platform/text";
import { tableOf } from "../../platform/db/table";
import { ask } from "../../testing/client";
import { buildProject, buildTask, type BuiltProject } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { PAGE, type TestPage, type TestPageArgs, walkBackwards, walkForwards } from "../../testing/pages";
import { startTestApp, type TestApp } from "../../testing/testApp";
import { positionsBetween } from "./positions";
import { Task, type TaskPriority, type TaskStatus } from "./task.entity";
import { dueSort } from "./tasks.dates";

const COUNT = 10_000;
/** One in so many may be deleted while the lists are read. */
const DOOMED = 10;
const STATUSES: TaskStatus[] = ["BACKLOG", "TODO", "IN_PROGRESS", "IN_REVIEW", "DONE", "CANCELED"];
const PRIORITIES: TaskPriority[] = ["NONE", "LOW", "MEDIUM", "HIGH", "URGENT"];
const ORDERS = [
  ["CREATED_AT", "DESC"],
  ["UPDATED_AT", "DESC"],
  ["DUE_AT", "ASC"],
  ["DUE_AT", "DESC"],
  ["PRIORITY", "DESC"],
  ["STATUS", "ASC"],
  ["TITLE", "ASC"],
  ["POSITION", "ASC"],
] as const;
type Field = (typeof ORDERS)[number][0];

const LIST = `query ($id: ID!, $orderBy: [TaskOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  project(id: $id) { tasks(orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) { ${PAGE} } }
}`;

describe("10,000 tasks, read in pages while others write", () => {
  let test: TestApp;
  let project: BuiltProject;
  let kept: string[];
  let doomed: string[];
  beforeAll(async () => {
    test = await startTestApp();
    project = await buildProject(test);
    const ids = await insertTasks((await buildTask(test, { project })).id);
    doomed = ids.filter((_, i) => i % DOOMED === 0);
    kept = ids.filter((_, i) => i % DOOMED !== 0);
  });
  afterAll(() => test.close());

  /** Every value stands for many tasks, and one in three is not due. */
  async function insertTasks(likeId: string): Promise<string[]> {
    const table = tableOf(Task);
    const [row] = await test.app.db
      .readLatest()
      .query(`SELECT ${table.select("t")} FROM tasks t WHERE t.id = ?`, [idBytes(likeId)]);
    const positions = positionsBetween(null, null, COUNT) as string[];
    const tasks = Array.from({ length: COUNT }, (_, i) => {
      const dueOn = i % 3 === 0 ? null : `2025-03-${String((i % 28) + 1).padStart(2, "0")}`;
      const title = `Task ${(i * 7) % 1_000}`;
      return Object.assign(table.read(row as Record<string, unknown>), {
        id: newId("tsk"),
        number: 1_000_000 + i,
        title,
        titleKey: sortKey(title, 2_000),
        status: STATUSES[i % 6],
        priority: PRIORITIES[i % 5],
        dueOn,
        dueSort: dueSort({ on: dueOn, at: null }),
        position: positions[(i * 7_919) % COUNT],
        createdAt: new Date(2025, 0, 1, 0, 0, (i * 31) % 5_000),
        updatedAt: new Date(2025, 1, 1, 0, 0, (i * 17) % 5_000),
      });
    });
    await test.app.db.transact(null, {}, (tx) => tx.insert(Task, tasks));
    return tasks.map(({ id }) => id);
  }

  const fetchPage =
    (field: Field, direction: string) =>
    async (args: TestPageArgs): Promise<TestPage> => {
      const variables = { id: project.id, orderBy: [{ field, direction }], ...args };
      return (await ask<{ project: { tasks: TestPage } }>(test, project.owner.token, LIST, variables)).project.tasks;
    };

  /** Creates, deletes and edits until it is told to stop; never what the list is ordered by. Answers how much it did. */
  async function write(field: Field, isOver: () => boolean): Promise<number> {
    const { owner } = project;
    const made: string[] = [];
    let turn = 0;
    for (; !isOver(); turn++) {
      const some = { title: `Task ${turn % 1_000}`, priority: PRIORITIES[turn % 5], status: STATUSES[turn % 6] };
      if (turn % 3 === 0) made.push((await buildTask(test, { project, ...some })).id);
      else if (turn % 3 === 1) {
        const id = turn % 2 === 0 ? made.pop() : doomed.pop();
        if (id) await change(test, owner, "deleteTask", { id });
      } else {
        // Every change is a change of updatedAt: with that order only others are edited.
        const ids = field === "UPDATED_AT" ? doomed : kept;
        const id = ids[(turn * 7_919) % ids.length];
        await change(test, owner, "updateTask", {
          id,
          ...(field === "PRIORITY" ? { title: `T ${turn}` } : { priority: some.priority }),
        });
      }
    }
    return turn;
  }

  describe.each(ORDERS)("by %s %s", (field, direction) => {
    it.each([
      ["forwards", walkForwards],
      ["backwards", walkBackwards],
    ])(
      "%s, have each that stays exactly once",
      async (_name, walk) => {
        let isOver = false;
        const writing = write(field, () => isOver);
        const pages = await walk(fetchPage(field, direction), 100).finally(() => (isOver = true));
        expect(await writing).toBeGreaterThan(10);
        const staying = new Set(kept);
        const seen = pages.flat().filter((id) => staying.has(id));
        expect(seen).toHaveLength(kept.length);
        expect(new Set(seen).size).toBe(kept.length);
      },
      60_000,
    );
  });
});
