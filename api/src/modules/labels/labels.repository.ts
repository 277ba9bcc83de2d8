import { placeholders, type Reader, type SqlValue, type Tx } from "../../platform/db/database";
import { declareFields } from "../../platform/db/reads/fields";
import { planOf } from "../../platform/db/reads/readPlan";
import { tableOf } from "../../platform/db/table";
import { encodeId, idBytes } from "../../platform/ids";
import { Task } from "../tasks/task.entity";
import { Label } from "./label.entity";
import { TaskLabel } from "./taskLabel.entity";

async function find(reader: Reader, condition: string, values: SqlValue[]): Promise<Label[]> {
  const table = tableOf(Label);
  const rows = await reader.query(
    `SELECT ${table.select("l")} FROM labels l WHERE ${condition} ORDER BY l.name_key, l.id`,
    values,
  );
  return rows.map((row) => table.read(row));
}

/** Deleted ones too. */
export async function findLabels(reader: Reader, ids: readonly string[]): Promise<Label[]> {
  return find(reader, `l.id IN (${placeholders(ids.length)})`, ids.map(idBytes));
}

export async function findLabelsOfProjects(reader: Reader, projectIds: readonly string[]): Promise<Label[]> {
  return find(
    reader,
    `l.deleted_at IS NULL AND l.project_id IN (${placeholders(projectIds.length)})`,
    projectIds.map(idBytes),
  );
}

export async function isNameTaken(
  reader: Reader,
  projectId: string,
  nameKey: string,
  exceptId: string,
): Promise<boolean> {
  const others = await find(reader, "l.project_id = ? AND l.name_key = ? AND l.id <> ?", [
    idBytes(projectId),
    nameKey,
    idBytes(exceptId),
  ]);
  return others.length > 0;
}

export async function countLabels(reader: Reader, projectId: string): Promise<number> {
  const [row] = await reader.query<{ n: number }>(
    "SELECT COUNT(*) AS n FROM labels WHERE project_id = ? AND deleted_at IS NULL",
    [idBytes(projectId)],
  );
  return Number(row?.n);
}

/** The living labels of these tasks, by name. */
export async function findLabelsOfTasks(
  reader: Reader,
  taskIds: readonly string[],
): Promise<{ taskId: string; label: Label }[]> {
  const table = tableOf(Label);
  const rows = await reader.query(
    `SELECT ${table.select("l")}, tl.task_id AS "taskId" FROM task_labels tl JOIN labels l ON l.id = tl.label_id
     WHERE tl.task_id IN (${placeholders(taskIds.length)}) AND l.deleted_at IS NULL ORDER BY l.name_key, l.id`,
    taskIds.map(idBytes),
  );
  return rows.map((row) => ({ taskId: encodeId("tsk", row["taskId"] as Uint8Array), label: table.read(row) }));
}

/** As `findLabelsOfTasks`, with what is selected of the labels. */
declareFields(Task, {
  labels: {
    async many(reader, tasks, selection) {
      const plan = planOf(Label, selection, "l");
      const ids = tasks.map(({ id }) => idBytes(id));
      const rows = await reader.query(
        `SELECT ${plan.select}, tl.task_id AS "taskId" FROM task_labels tl JOIN labels l ON l.id = tl.label_id ${plan.joins}
         WHERE tl.task_id IN (${placeholders(ids.length)}) AND l.deleted_at IS NULL ORDER BY l.name_key, l.id`,
        ids,
      );
      const lists = new Map<string, Label[]>();
      plan.readShared(rows).forEach((label, i) => {
        const taskId = (rows[i] as { taskId: Buffer }).taskId.toString("latin1");
        const list = lists.get(taskId);
        if (list) list.push(label);
        else lists.set(taskId, [label]);
      });
      return ids.map((id) => lists.get(id.toString("latin1")) ?? []);
    },
  },
});

export async function deleteLabelsOfTasks(tx: Tx, taskIds: readonly string[]): Promise<void> {
  await tx.execute(`DELETE FROM task_labels WHERE task_id IN (${placeholders(taskIds.length)})`, taskIds.map(idBytes));
}

/** Deletes up to `limit` labels of a project, with what has them; answers how many. */
export async function deleteSomeLabels(tx: Tx, projectId: string, limit: number): Promise<number> {
  const rows = await tx.query<{ id: Buffer }>(`SELECT id FROM labels WHERE project_id = ? LIMIT ${limit}`, [
    idBytes(projectId),
  ]);
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await tx.execute(`DELETE FROM task_labels WHERE label_id IN (${placeholders(ids.length)})`, ids);
  await tx.execute(`DELETE FROM labels WHERE id IN (${placeholders(ids.length)})`, ids);
  return ids.length;
}

/** Gives tasks the labels that a map has for them; none to those that are not in it. */
export async function replaceLabelsOfTasks(
  tx: Tx,
  taskIds: readonly string[],
  labelIds: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  await deleteLabelsOfTasks(tx, taskIds);
  const rows = taskIds.flatMap((taskId) =>
    (labelIds.get(taskId) ?? []).map((labelId) => ({ taskId: idBytes(taskId), labelId: idBytes(labelId) })),
  );
  await tx.insert(TaskLabel, rows);
}
