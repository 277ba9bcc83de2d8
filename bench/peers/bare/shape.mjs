import { encodeId } from "../lib/ids.mjs";
import { instant, PRIORITY_NAMES, STATUS_NAMES } from "../lib/tasks.mjs";
import { placeholders, select } from "./sql.mjs";

/** What an answer tells of a task, and of the one to do it. */
export const TASK = `t.id, t.number, t.title, t.status, t.priority, t.due_on, t.created_at, t.updated_at, t.version,
  t.project_id, t.position, u.id AS assignee, u.name AS assignee_name, u.avatar_url`;
export const FROM = "FROM tasks t LEFT JOIN users u ON u.id = t.assignee_id";

export function projectOf({ id, short_key, name, color }) {
  return { id: encodeId("prj", id), key: short_key, name, color };
}

export function taskOf(row, project, labels) {
  return {
    id: encodeId("tsk", row.id),
    key: `${project.key}-${row.number}`,
    title: row.title,
    status: STATUS_NAMES[row.status],
    priority: PRIORITY_NAMES[row.priority],
    dueOn: row.due_on,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    version: row.version,
    assignee: row.assignee && {
      id: encodeId("usr", row.assignee),
      name: row.assignee_name,
      avatarUrl: row.avatar_url,
    },
    project,
    labels,
  };
}

/** The labels of tasks, by the task's bytes in latin1. */
export async function labelsOf(rows) {
  const labels = new Map(rows.map(({ id }) => [id.latin1Slice(), []]));
  if (rows.length === 0) return labels;
  const found = await select(
    `SELECT tl.task_id, l.id, l.name, l.color FROM task_labels tl JOIN labels l ON l.id = tl.label_id
     WHERE tl.task_id IN (${placeholders(rows.length)}) AND l.deleted_at IS NULL ORDER BY l.name_key, l.id`,
    rows.map(({ id }) => id),
  );
  for (const { task_id, id, name, color } of found)
    labels.get(task_id.latin1Slice()).push({ id: encodeId("lbl", id), name, color });
  return labels;
}
