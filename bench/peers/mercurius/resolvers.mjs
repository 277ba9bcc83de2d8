import { createPool } from "mysql2/promise";
import * as writes from "../bare/writes.mjs";
import * as cursors from "../lib/cursors.mjs";
import { encodeId } from "../lib/ids.mjs";
import { settings } from "../lib/settings.mjs";
import { bytesOf, instant, PRIORITY_NAMES, STATUS_CODES, STATUS_NAMES } from "../lib/tasks.mjs";
import { lives, Refusal, viewerOf } from "../lib/viewer.mjs";

const { poolSize, database } = settings;
export const pool = createPool({ ...database, charset: "utf8mb4_bin", connectionLimit: poolSize, maxIdle: poolSize });
const TASKS = "SELECT t.*, p.short_key FROM tasks t JOIN projects p ON p.id = t.project_id";

export async function context(request) {
  const viewer = viewerOf(request.headers.authorization);
  const [session] = await select("SELECT user_id, ended_at, expires_at FROM sessions WHERE id = ?", [
    viewer.sessionBytes,
  ]);
  if (!lives(session, viewer)) throw new Refusal(401, "The session has ended.");
  return { viewer };
}

export const resolvers = {
  Query: {
    project: async (_root, { id }, { viewer }) => {
      const bytes = bytesOf("prj", id);
      await requireMember(viewer, bytes);
      const [row] = await select("SELECT id, short_key, name, color FROM projects WHERE id = ?", [bytes]);
      return projectOf(row);
    },
    task: async (_root, { id }, { viewer }) => {
      const [row] = await select(`${TASKS} WHERE t.id = ?`, [bytesOf("tsk", id)]);
      if (!row) throw new Refusal(404, "There is no such task.");
      await requireMember(viewer, row.project_id);
      return taskOf(row);
    },
  },
  Project: {
    tasks: async ({ id, bytes }, { first, after, filter }) => {
      const of = cursors.ofProject(id, filter ?? null);
      const place = cursors.open(of, after);
      const status = filter?.status?.eq;
      const rows = await select(
        `${TASKS} WHERE t.project_id = ? AND t.deleted_at IS NULL ${status ? "AND t.status = ?" : ""}
         ${place ? "AND (t.position > ? OR (t.position = ? AND t.id > ?))" : ""}
         ORDER BY t.position, t.id LIMIT ${first + 1}`,
        [bytes, ...(status ? [STATUS_CODES[status]] : []), ...(place ? [place[0], place[0], place[1]] : [])],
      );
      const hasNextPage = rows.length > first;
      if (hasNextPage) rows.pop();
      const last = rows.at(-1);
      const endCursor = last ? cursors.seal(of, [last.position, last.id]) : null;
      return { nodes: rows.map(taskOf), pageInfo: { hasNextPage, endCursor } };
    },
  },
  Mutation: {
    // The transactions are those of the bare peer: whoever takes Mercurius and mysql2 writes SQL by hand.
    createTask: async (_root, args, { viewer }) => (await writes.create(viewer, args)).createTask,
    updateTask: async (_root, args, { viewer }) => (await writes.update(viewer, args)).updateTask,
    moveTask: async (_root, args, { viewer }) => (await writes.move(viewer, args)).moveTask,
  },
};

/** https://mercurius.dev/#/docs/loaders; their own cache is of use only where objects are small to serialise. */
export const loaders = {
  Task: {
    assignee: loader(async (tasks) => {
      const ids = unique(tasks.map(({ assigneeBytes }) => assigneeBytes).filter(Boolean));
      const rows = await selectIn("SELECT id, name, avatar_url FROM users WHERE id IN", ids);
      const users = byId(rows, (row) => ({ id: encodeId("usr", row.id), name: row.name, avatarUrl: row.avatar_url }));
      return tasks.map(({ assigneeBytes }) => users.get(assigneeBytes?.latin1Slice()) ?? null);
    }),
    project: loader(async (tasks) => {
      const ids = unique(tasks.map(({ projectBytes }) => projectBytes));
      const rows = await selectIn("SELECT id, short_key, name, color FROM projects WHERE id IN", ids);
      const projects = byId(rows, projectOf);
      return tasks.map(({ projectBytes }) => projects.get(projectBytes.latin1Slice()));
    }),
    labels: loader(async (tasks) => {
      const rows = await selectIn(
        `SELECT tl.task_id, l.id, l.name, l.color FROM task_labels tl JOIN labels l ON l.id = tl.label_id
         WHERE l.deleted_at IS NULL AND tl.task_id IN`,
        tasks.map(({ bytes }) => bytes),
        "ORDER BY l.name_key, l.id",
      );
      const labels = new Map(tasks.map(({ bytes }) => [bytes.latin1Slice(), []]));
      for (const { task_id, id, name, color } of rows)
        labels.get(task_id.latin1Slice()).push({ id: encodeId("lbl", id), name, color });
      return tasks.map(({ bytes }) => labels.get(bytes.latin1Slice()));
    }),
  },
};

function loader(load) {
  return { loader: (queries) => load(queries.map(({ obj }) => obj)), opts: { cache: false } };
}

async function requireMember(viewer, projectId) {
  const [member] = await select(
    "SELECT role FROM project_members WHERE project_id = ? AND user_id = ? AND removed_at IS NULL",
    [projectId, viewer.userBytes],
  );
  if (!member) throw new Refusal(404, "There is no such thing.");
}

async function select(sql, values) {
  return (await pool.execute(sql, values))[0];
}

async function selectIn(sql, ids, end = "") {
  return ids.length === 0 ? [] : select(`${sql} (${ids.map(() => "?").join(", ")}) ${end}`, ids);
}

const unique = (ids) => [...new Map(ids.map((id) => [id.latin1Slice(), id])).values()];
const byId = (rows, read) => new Map(rows.map((row) => [row.id.latin1Slice(), read(row)]));
const projectOf = ({ id, short_key, name, color }) => ({
  id: encodeId("prj", id),
  bytes: id,
  key: short_key,
  name,
  color,
});

function taskOf(row) {
  return {
    id: encodeId("tsk", row.id),
    bytes: row.id,
    assigneeBytes: row.assignee_id,
    projectBytes: row.project_id,
    key: `${row.short_key}-${row.number}`,
    title: row.title,
    description: row.description,
    status: STATUS_NAMES[row.status],
    priority: PRIORITY_NAMES[row.priority],
    dueOn: row.due_on,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    version: row.version,
  };
}
