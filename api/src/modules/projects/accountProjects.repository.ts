import type { Reader } from "../../platform/db/database";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import { Project } from "./project.entity";
import { ProjectMember } from "./projectMember.entity";

/** All memberships of a person, in the order of the projects' ids. */
export async function findMembershipsOf(reader: Reader, userId: string): Promise<ProjectMember[]> {
  const table = tableOf(ProjectMember);
  const rows = await reader.query(
    `SELECT ${table.select("m")} FROM project_members m WHERE m.user_id = ? AND m.removed_at IS NULL ORDER BY m.project_id`,
    [idBytes(userId)],
  );
  return rows.map((row) => table.read(row));
}

/** A person's own projects that are not in the trash, by name, and whether somebody else is in them too. */
export async function findOwnProjects(
  reader: Reader,
  ownerId: string,
): Promise<{ project: Project; isShared: boolean }[]> {
  const table = tableOf(Project);
  const rows = await reader.query(
    `SELECT ${table.select("p")}, EXISTS (
       SELECT 1 FROM project_members m WHERE m.project_id = p.id AND m.removed_at IS NULL AND m.user_id <> ?
     ) AS "isShared"
     FROM projects p WHERE p.owner_id = ? AND p.deleted_at IS NULL ORDER BY p.name_key, p.id`,
    [idBytes(ownerId), idBytes(ownerId)],
  );
  return rows.map((row) => ({ project: table.read(row), isShared: Number(row["isShared"]) === 1 }));
}
