import type { Reader } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import { Task } from "./task.entity";

/** A task's place among those of its project. */
export type Place = Pick<Task, "id" | "position" | "projectId">;

/** The position of a project's last task, those in the trash included; null for none. */
export async function lastPosition(reader: Reader, projectId: string): Promise<string | null> {
  const [row] = await reader.query<{ position: string }>(
    "SELECT position FROM tasks WHERE project_id = ? ORDER BY position DESC LIMIT 1",
    [idBytes(projectId)],
  );
  return row?.position ?? null;
}

/** Up to `limit` tasks of the same project right behind or right before a task, the nearest first, without `exceptId`. */
export async function neighbours(
  reader: Reader,
  taskId: string,
  side: "behind" | "before",
  limit: number,
  exceptId: string,
): Promise<Task[]> {
  const [compare, direction] = side === "behind" ? [">", "ASC"] : ["<", "DESC"];
  const table = tableOf(Task);
  const rows = await reader.query(
    `SELECT ${table.select("t")} FROM tasks a JOIN tasks t ON t.project_id = a.project_id
     WHERE a.id = ? AND t.id <> ? AND (t.position ${compare} a.position OR (t.position = a.position AND t.id ${compare} a.id))
     ORDER BY t.position ${direction}, t.id ${direction} LIMIT ${limit}`,
    [idBytes(taskId), idBytes(exceptId)],
  );
  return rows.map((row) => table.read(row));
}
