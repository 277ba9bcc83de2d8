import { encodeId } from "../lib/ids.mjs";
import * as t from "../lib/tasks.mjs";
import { lives, Refusal } from "../lib/viewer.mjs";
import { placeholders, select, transact } from "./sql.mjs";

const LOCK = "SELECT last_seq FROM streams WHERE id = ? FOR UPDATE";
const MEMBERSHIP = "m.user_id = se.user_id AND m.removed_at IS NULL";
const ACCESS = "se.user_id, se.ended_at, se.expires_at, m.role, p.archived_at, p.deleted_at AS project_deleted_at";

/** In one transaction: lock, checks and what is needed (one SELECT), task, words, idempotency, event, heads. */
export async function create(viewer, { input }) {
  const projectId = t.bytesOf("prj", input.projectId);
  const keyHash = t.sha256(input.idempotencyKey);
  const inputHash = t.hashInput(input);
  return transact(async (run) => {
    const [stream] = await run(LOCK, [projectId]);
    const [access] = await run(
      `SELECT ${ACCESS}, p.id, p.owner_id, p.short_key, p.last_task_number, k.input_hash, k.created_at AS used_at,
       (SELECT position FROM tasks WHERE project_id = p.id ORDER BY position DESC LIMIT 1) AS last_position
       FROM sessions se LEFT JOIN (project_members m JOIN projects p ON p.id = m.project_id) ON m.project_id = ? AND ${MEMBERSHIP}
       LEFT JOIN idempotency_keys k ON k.viewer_id = se.user_id AND k.field = 'createTask' AND k.key_hash = ?
       WHERE se.id = ?`,
      [projectId, keyHash, viewer.sessionBytes],
    );
    requireEditor(access, viewer);
    if (access.input_hash !== null) throw new Refusal(501, "Repetitions are for the product to answer.");
    const task = t.newTask(input, access, viewer, access.last_position);
    const seq = stream.last_seq + 1;
    await insert(run, "tasks", [task]);
    const words = t.taskWords(task).map((word) => ({ task_id: task.id, word, project_id: projectId }));
    await insert(run, "task_words", words);
    await insert(run, "idempotency_keys", [
      {
        viewer_id: viewer.userBytes,
        field: "createTask",
        key_hash: keyHash,
        input_hash: inputHash,
        entity_id: encodeId("tsk", task.id),
        seq,
        source_seq: null,
        created_at: task.created_at,
      },
    ]);
    await insert(run, "events", [t.eventOf("TASK_CREATED", task, seq, viewer, t.createdChanges(task))]);
    await run(
      "UPDATE streams s JOIN projects p ON p.id = s.id SET s.last_seq = ?, p.last_task_number = ? WHERE s.id = ?",
      [seq, task.number, projectId],
    );
    return { createTask: { seq, task: t.changedTask(task, access.short_key) } };
  });
}

export async function update(viewer, { input }) {
  return change(
    viewer,
    input.id,
    "TASK_UPDATED",
    async (run, task) => {
      const changes = [
        ["title", task.title, input.title],
        ["priority", t.PRIORITY_NAMES[task.priority], input.priority],
      ];
      const patch = {
        title: input.title,
        title_key: t.sortKey(input.title, 2_000),
        priority: t.PRIORITY_CODES[input.priority],
      };
      const before = new Set(
        (await run("SELECT word FROM task_words WHERE task_id = ?", [task.id])).map(({ word }) => word),
      );
      const after = new Set(t.taskWords({ ...task, ...patch }));
      const gone = [...before].filter((word) => !after.has(word));
      if (gone.length > 0)
        await run(`DELETE FROM task_words WHERE task_id = ? AND word IN (${placeholders(gone.length)})`, [
          task.id,
          ...gone,
        ]);
      const added = [...after].filter((word) => !before.has(word));
      await insert(
        run,
        "task_words",
        added.map((word) => ({ task_id: task.id, word, project_id: task.project_id })),
      );
      return { patch, changes };
    },
    "updateTask",
  );
}

export async function move(viewer, { input }) {
  return change(
    viewer,
    input.id,
    "TASK_MOVED",
    async (run, task) => {
      const [anchor, next] = await run(
        `SELECT n.id, n.position, n.project_id FROM tasks a JOIN tasks n ON n.project_id = a.project_id AND
       (n.position > a.position OR (n.position = a.position AND n.id >= a.id)) AND n.id <> ?
       WHERE a.id = ? AND a.project_id = ? ORDER BY n.position, n.id LIMIT 2`,
        [task.id, t.bytesOf("tsk", input.afterId), task.project_id],
      );
      if (!anchor) throw new Refusal(400, "afterId is no task of the project.");
      return t.moved(task, input.status, anchor, next);
    },
    "moveTask",
  );
}

/** The frame of a change: what is needed to lock (one SELECT), the lock, the task as it is now, the change, its event. */
async function change(viewer, id, type, run, field) {
  const taskId = t.bytesOf("tsk", id);
  const from = `FROM sessions se LEFT JOIN tasks t ON t.id = ? LEFT JOIN projects p ON p.id = t.project_id
    LEFT JOIN project_members m ON m.project_id = p.id AND ${MEMBERSHIP} WHERE se.id = ?`;
  const [seen] = await select(`SELECT ${ACCESS}, t.project_id ${from}`, [taskId, viewer.sessionBytes]);
  requireEditor(seen, viewer);
  return transact(async (execute) => {
    const [stream] = await execute(LOCK, [seen.project_id]);
    const [task] = await execute(`SELECT ${ACCESS}, p.short_key, t.* ${from}`, [taskId, viewer.sessionBytes]);
    requireEditor(task, viewer);
    if (!task.project_id.equals(seen.project_id)) throw new Refusal(503, "The task is being moved.");
    const { patch, changes } = await run(execute, task);
    const fields = changes.filter(([, before, after]) => before !== after);
    if (fields.length === 0) return { [field]: { seq: stream.last_seq, task: t.changedTask(task, task.short_key) } };
    const stored = { ...patch, updated_at: Date.now(), version: task.version + 1 };
    const sets = Object.keys(stored).map((column) => `${column} = ?`);
    await execute(`UPDATE tasks SET ${sets.join(", ")} WHERE id = ?`, [...Object.values(stored), taskId]);
    Object.assign(task, stored);
    const seq = stream.last_seq + 1;
    await insert(execute, "events", [t.eventOf(type, task, seq, viewer, fields)]);
    await execute("UPDATE streams SET last_seq = ? WHERE id = ?", [seq, task.project_id]);
    return { [field]: { seq, task: t.changedTask(task, task.short_key) } };
  });
}

function requireEditor(access, viewer) {
  if (!lives(access, viewer)) throw new Refusal(401, "The session has ended.");
  if (access.role === null) throw new Refusal(404, "There is no such thing.");
  if (access.role > t.MEMBER_ROLE || access.archived_at !== null || access.project_deleted_at !== null)
    throw new Refusal(403, "The viewer may not change this.");
}

async function insert(run, table, rows) {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]);
  const tuple = `(${placeholders(columns.length)})`;
  await run(
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${rows.map(() => tuple).join(", ")}`,
    rows.flatMap((row) => columns.map((column) => row[column])),
  );
}
