import { createRequire } from "node:module";
import { idAt, Random } from "./random.mjs";
import { insertAll } from "./insertAll.mjs";
import { tasksOf, WORDS } from "./taskRows.mjs";

const require = createRequire(import.meta.url);
const { encodeId } = require("../../api/dist/platform/ids.js");

const USERS = 200;
const MEMBERS = 12;
const LABELS = 8;
const TASKS_PER_PROJECT = 1_000;
/** One project has so large a part of all tasks: pages far in are its. */
const LARGEST = 0.25;
const DAY_MS = 86_400_000;

/**
 * Fills an empty database, the same way for a seed, with what the product itself would have written (tasks with words,
 * labels and their creation in the log). Answers what requests are made from.
 */
export async function loadData(connection, { tasks, seed }) {
  const random = new Random(seed);
  const now = Date.now();
  const id = () => idAt(random, now - DAY_MS);
  const users = Array.from({ length: USERS }, (_, i) => ({
    id: id(),
    name: `${random.pick(WORDS)} ${random.pick(WORDS)} ${i}`,
  }));
  const sessions = users.map((user) => ({ id: id(), user }));
  const sizes = [Math.floor(tasks * LARGEST)];
  for (let left = tasks - sizes[0]; left > 0; left -= TASKS_PER_PROJECT) sizes.push(Math.min(left, TASKS_PER_PROJECT));
  const projects = sizes.map((size, i) => {
    const first = random.below(USERS);
    const members = Array.from({ length: MEMBERS }, (_, at) => sessions[(first + at * 7) % USERS]);
    const labels = Array.from({ length: LABELS }, (_, at) => ({ id: id(), name: `${random.pick(WORDS)} ${at}` }));
    return { id: id(), key: `P${i}`, name: `Project ${i}`, size, members, labels, tasks: [] };
  });

  await connection.query(
    "SET SESSION sql_log_bin = 0, unique_checks = 0, foreign_key_checks = 0; SET GLOBAL innodb_flush_log_at_trx_commit = 2",
  );
  try {
    await insertAll(
      connection,
      "users",
      users.map(({ id: of, name }, i) => [
        of,
        name,
        name,
        i % 3 ? null : `https://pictures.example/${i}.png`,
        "Europe/Berlin",
        `user${i}@example.com`,
        now,
        null,
        now,
        1,
      ]),
    );
    await insertAll(
      connection,
      "sessions",
      sessions.map((session) => [session.id, session.user.id, null, null, now, now, now + 30 * DAY_MS, null]),
    );
    await insertAll(
      connection,
      "projects",
      projects.map((p) => [
        p.id,
        p.key,
        p.name,
        p.name.toLowerCase(),
        null,
        "#336699",
        0,
        p.members[0].user.id,
        p.size,
        now,
        now,
        1,
        null,
        null,
        null,
      ]),
    );
    await insertAll(connection, "streams", [
      ...users.map((user) => [user.id, 0]),
      ...projects.map((p) => [p.id, p.size]),
    ]);
    await insertAll(
      connection,
      "project_members",
      projects.flatMap((p) =>
        p.members.map(({ user }, at) => [id(), p.id, user.id, null, at === 0 ? 10 : 30, null, now, null, 1]),
      ),
    );
    await insertAll(
      connection,
      "labels",
      projects.flatMap((p) =>
        p.labels.map((label) => [label.id, p.id, label.name, label.name, "#aa3311", null, 1, null]),
      ),
    );
    for (const project of projects) await insertTasks(connection, random, project, now);
    await connection.query("ANALYZE TABLE tasks, task_words, task_labels, events, labels, project_members");
  } finally {
    await connection.query("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
  }
  return {
    userIds: sessions.map((session) => ({
      user: encodeId("usr", session.user.id),
      session: encodeId("ses", session.id),
    })),
    projects: projects.map((p) => ({
      id: encodeId("prj", p.id),
      members: p.members.map((session) => sessions.indexOf(session)),
      tasks: p.tasks,
    })),
  };
}

async function insertTasks(connection, random, project, now) {
  const rows = tasksOf(project, random, now);
  await insertAll(connection, "tasks", rows.tasks);
  await insertAll(connection, "task_words", rows.words);
  await insertAll(connection, "task_labels", rows.labels);
  await insertAll(connection, "events", rows.events);
  project.tasks = rows.tasks.map(([of, , , , , , , , , , , , , , , , , position]) => ({
    id: encodeId("tsk", of),
    position,
  }));
}
