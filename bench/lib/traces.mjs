import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { idBytes } = require("../../api/dist/platform/ids.js");

/** Decided by the moment and by what came before. */
const VARYING = new Set(
  "seq number key position createdAt updatedAt completedAt created_at updated_at completed_at occurred_at key_hash input_hash".split(
    " ",
  ),
);

/** All rows that a task has left in the database. */
export async function rowsOfTask(admin, id) {
  const bytes = idBytes(id);
  const rows = {};
  const ask = async (table, condition, value) => {
    [rows[table]] = await admin.query(`SELECT * FROM ${table} WHERE ${condition}`, [value]);
  };
  await ask("tasks", "id = ?", bytes);
  await ask("task_words", "task_id = ? ORDER BY word", bytes);
  await ask("task_labels", "task_id = ? ORDER BY label_id", bytes);
  await ask("events", "subject_id = ? ORDER BY seq", id);
  await ask("idempotency_keys", "entity_id = ?", id);
  for (const event of rows.events) {
    delete event.id;
    event.changes = JSON.parse(event.changes);
  }
  return rows;
}

/** The same for two servers that did the same: without its own id and tag, and with only the kinds of what varies. */
export function mask(value, id, tag) {
  const own = idBytes(id);
  const masked = (each, key) => {
    if (VARYING.has(key)) return each === null ? null : typeof each;
    if (typeof each === "string") return each.replaceAll(id, "ID").replaceAll(tag, "TAG");
    if (Buffer.isBuffer(each)) return each.equals(own) ? "ID" : each.toString("hex");
    if (Array.isArray(each)) return each.map((item) => masked(item, null));
    if (each === null || typeof each !== "object") return each;
    const varies = VARYING.has(each.field);
    return Object.fromEntries(
      Object.entries(each).map(([name, item]) => [
        name,
        varies && name !== "field" ? (item === null ? null : typeof item) : masked(item, name),
      ]),
    );
  };
  return masked(value, null);
}

/** What must hold whoever wrote: logs without a gap, heads and numbers as they were last given. Answers what does not. */
export async function findInconsistencies(admin) {
  const checks = {
    "logs with a gap or another head": `SELECT COUNT(*) AS n FROM streams s LEFT JOIN
      (SELECT stream_id, COUNT(*) AS events, MAX(seq) AS head FROM events GROUP BY stream_id) e ON e.stream_id = s.id
      WHERE s.last_seq <> COALESCE(e.head, 0) OR s.last_seq <> COALESCE(e.events, 0)`,
    "projects with another last number": `SELECT COUNT(*) AS n FROM projects p WHERE p.last_task_number <>
      (SELECT COALESCE(MAX(t.number), 0) FROM tasks t WHERE t.project_id = p.id)`,
    "tasks without an event for each version": `SELECT COUNT(*) AS n FROM tasks t LEFT JOIN
      (SELECT task_id, MAX(subject_version) AS version FROM events GROUP BY task_id) e ON e.task_id = t.id
      WHERE e.version IS NULL OR e.version <> t.version`,
  };
  const found = [];
  for (const [what, sql] of Object.entries(checks)) {
    const [[{ n }]] = await admin.query(sql);
    if (Number(n) > 0) found.push(`${n} ${what}`);
  }
  return found;
}
