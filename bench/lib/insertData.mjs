import { createRequire } from "node:module";
import { idAt } from "./random.mjs";
import { insertAll } from "./insertAll.mjs";
import { tasksOf, WORDS } from "./taskRows.mjs";

const require = createRequire(import.meta.url);
const { encodeId } = require("../../api/dist/platform/ids.js");

const MEMBERS = 12;
const LABELS = 8;
const DAY_MS = 86_400_000;

/** What `load` inserts is not logged and not flushed at each commit; after it the tables' statistics are as they are. */
export async function inBulk(connection, load) {
  await connection.query(
    "SET SESSION sql_log_bin = 0, unique_checks = 0, foreign_key_checks = 0; SET GLOBAL innodb_flush_log_at_trx_commit = 2",
  );
  try {
    await load();
    await connection.query("ANALYZE TABLE tasks, task_words, task_labels, events, labels, project_members");
  } finally {
    await connection.query("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
  }
}

/** So many users, each with a session. */
export function makeSessions(random, now, count) {
  const users = Array.from({ length: count }, (_, i) => ({
    id: idAt(random, now - DAY_MS),
    name: `${random.pick(WORDS)} ${random.pick(WORDS)} ${i}`,
  }));
  return users.map((user) => ({ id: idAt(random, now - DAY_MS), user }));
}

/** Projects of these sizes, whose keys count from `from`; their members are among these sessions' users. */
export function makeProjects(random, now, sessions, sizes, from = 0) {
  return sizes.map((size, at) => {
    const i = from + at;
    const first = random.below(sessions.length);
    const members = Array.from({ length: MEMBERS }, (_, place) => sessions[(first + place * 7) % sessions.length]);
    const labels = Array.from({ length: LABELS }, (_, place) => ({
      id: idAt(random, now - DAY_MS),
      name: `${random.pick(WORDS)} ${place}`,
    }));
    const id = idAt(random, now - DAY_MS);
    return { id, key: `P${i}`, name: `Project ${i}`, size, members, labels, tasks: [] };
  });
}

export async function insertSessions(connection, sessions, now) {
  await insertAll(
    connection,
    "users",
    sessions.map(({ user: { id, name } }, i) => [
      id,
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
    "streams",
    sessions.map(({ user }) => [user.id, 0]),
  );
}

/** With their members, labels, tasks and logs. */
export async function insertProjects(connection, random, now, projects) {
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
  await insertAll(
    connection,
    "streams",
    projects.map((p) => [p.id, p.size]),
  );
  const members = projects.flatMap((p) => p.members.map((session, at) => memberRow(random, now, p, session, at === 0)));
  await insertAll(connection, "project_members", members);
  await insertAll(
    connection,
    "labels",
    projects.flatMap((p) =>
      p.labels.map((label) => [label.id, p.id, label.name, label.name, "#aa3311", null, 1, null]),
    ),
  );
  for (const project of projects) await insertTasks(connection, random, project, now);
}

export function memberRow(random, now, project, { user }, isOwner) {
  return [idAt(random, now - DAY_MS), project.id, user.id, null, isOwner ? 10 : 30, null, now, null, 1];
}

export const userIdsOf = (sessions) =>
  sessions.map((session) => ({ user: encodeId("usr", session.user.id), session: encodeId("ses", session.id) }));

/** What requests in a project are made from. */
export function describeProject(project, sessions) {
  return {
    id: encodeId("prj", project.id),
    members: project.members.map((session) => sessions.indexOf(session)),
    tasks: project.tasks,
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
