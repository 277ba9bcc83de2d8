import { placeholders, type Reader, type Tx } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { encodeId, idBytes } from "../../platform/ids";
import { ProjectMember } from "./projectMember.entity";

/** Projects that were put in the trash before an instant, the oldest first. */
export async function findExpiredProjects(
  reader: Reader,
  before: Date,
  limit: number,
): Promise<{ id: string; hasMembers: boolean }[]> {
  const rows = await reader.query<{ id: Uint8Array; hasMembers: number }>(
    `SELECT p.id, EXISTS (SELECT 1 FROM project_members m WHERE m.project_id = p.id AND m.removed_at IS NULL) AS "hasMembers"
     FROM projects p WHERE p.deleted_at < ? ORDER BY p.deleted_at LIMIT ${limit}`,
    [before.getTime()],
  );
  return rows.map(({ id, hasMembers }) => ({ id: encodeId("prj", id), hasMembers: Number(hasMembers) === 1 }));
}

/** Members of today, those with the most rights first. */
export async function findMembersToPurge(reader: Reader, projectId: string, limit: number): Promise<ProjectMember[]> {
  const table = tableOf(ProjectMember);
  const rows = await reader.query(
    `SELECT ${table.select("m")} FROM project_members m WHERE m.project_id = ? AND m.removed_at IS NULL
     ORDER BY m.role, m.id LIMIT ${limit}`,
    [idBytes(projectId)],
  );
  return rows.map((row) => table.read(row));
}

export async function deleteMembers(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(`DELETE FROM project_members WHERE id IN (${placeholders(ids.length)})`, ids.map(idBytes));
}

/** The last that there is of a project. */
export async function deleteProjectRows(tx: Tx, projectId: string): Promise<void> {
  const id = idBytes(projectId);
  await tx.execute("DELETE FROM project_members WHERE project_id = ?", [id]);
  await tx.execute("DELETE FROM project_former_keys WHERE project_id = ?", [id]);
  await tx.execute("DELETE FROM projects WHERE id = ?", [id]);
  await tx.execute("DELETE FROM streams WHERE id = ?", [id]);
}
