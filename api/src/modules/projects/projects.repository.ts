import { placeholders, type Reader, type SqlValue, type Tx } from "../../platform/db/database";
import { planOf } from "../../platform/db/reads/readPlan";
import type { Selection } from "../../platform/selection";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";
import { type Page, type PageArgs, readPage } from "../../platform/paging/page";
import { FormerKey } from "./formerKey.entity";
import { Project } from "./project.entity";
import { ProjectMember, type ProjectRole } from "./projectMember.entity";

async function find(reader: Reader, condition: string, values: SqlValue[]): Promise<Project[]> {
  const table = tableOf(Project);
  const rows = await reader.query(`SELECT ${table.select("p")} FROM projects p WHERE ${condition}`, values);
  return rows.map((row) => table.read(row));
}

export async function findProjects(reader: Reader, ids: readonly string[]): Promise<Project[]> {
  return find(reader, `p.id IN (${placeholders(ids.length)})`, ids.map(idBytes));
}

export async function findProject(reader: Reader, id: string): Promise<Project | null> {
  return (await findProjects(reader, [id]))[0] ?? null;
}

/** A project and a member's role in it, in one statement; null when that person is not in it. */
export async function findProjectOfMember(
  reader: Reader,
  projectId: string,
  userId: string,
): Promise<{ project: Project; role: ProjectRole } | null> {
  const table = tableOf(Project);
  const [row] = await reader.query(
    `SELECT ${table.select("p")}, m.role AS "role" FROM project_members m JOIN projects p ON p.id = m.project_id
     WHERE m.project_id = ? AND m.user_id = ? AND m.removed_at IS NULL`,
    [idBytes(projectId), idBytes(userId)],
  );
  return row ? { project: table.read(row), role: tableOf(ProjectMember).read(row).role } : null;
}

export async function findPersonalProject(reader: Reader, ownerId: string): Promise<Project | null> {
  return (await find(reader, "p.owner_id = ? AND p.is_personal = 1", [idBytes(ownerId)]))[0] ?? null;
}

/** The keys of an owner's projects, the archive and the trash included: what is there keeps its key. */
export async function findKeys(reader: Reader, ownerId: string): Promise<Set<string>> {
  const rows = await reader.query<{ key: string }>(`SELECT short_key AS "key" FROM projects WHERE owner_id = ?`, [
    idBytes(ownerId),
  ]);
  return new Set(rows.map((row) => row.key));
}

/** Which projects of a person a list has besides those in use. */
export interface ProjectListScope {
  includeArchived?: boolean | null;
  /** Their own. */
  includeTrashed?: boolean | null;
}

export async function pageOfProjects(
  reader: Reader,
  cursors: Cursors,
  userId: string,
  args: PageArgs & ProjectListScope,
  selection: Selection,
): Promise<Page<Project>> {
  const { includeArchived, includeTrashed } = args;
  const user = idBytes(userId);
  const live = `p.deleted_at IS NULL${includeArchived ? "" : " AND p.archived_at IS NULL"}`;
  const trashed = "p.deleted_at IS NOT NULL AND p.owner_id = ?";
  return readPage(
    reader,
    cursors,
    {
      identity: ["projects", userId, includeArchived ?? false, includeTrashed ?? false],
      plan: planOf(Project, selection, "p"),
      from: "FROM project_members m JOIN projects p ON p.id = m.project_id",
      where: [
        { sql: "m.removed_at IS NULL AND m.user_id = ?", values: [user] },
        includeTrashed ? { sql: `(${live} OR ${trashed})`, values: [user] } : { sql: live, values: [] },
      ],
      keys: [
        { column: "p.name_key", direction: "ASC" },
        { column: "p.id", direction: "ASC" },
      ],
    },
    args,
  );
}

export async function findFormerKeys(reader: Reader, projectIds: readonly string[]): Promise<FormerKey[]> {
  const table = tableOf(FormerKey);
  const rows = await reader.query(
    `SELECT ${table.select("k")} FROM project_former_keys k WHERE k.project_id IN (${placeholders(projectIds.length)}) ORDER BY k.short_key`,
    projectIds.map(idBytes),
  );
  return rows.map((row) => table.read(row));
}

/** Keeps the key that a project gives up, and forgets that it had the one that it takes. */
export async function replaceKey(tx: Tx, project: Project, newKey: string): Promise<void> {
  const projectId = idBytes(project.id);
  await tx.execute("DELETE FROM project_former_keys WHERE project_id = ? AND short_key IN (?, ?)", [
    projectId,
    newKey,
    project.key,
  ]);
  await tx.insert(FormerKey, [{ projectId, key: project.key, lastTaskNumber: project.lastTaskNumber }]);
}

/** The projects of a user, without the trash, that have, or had, this key, and the number of the last task that had it. */
export async function findByKey(
  reader: Reader,
  userId: string,
  key: string,
): Promise<{ project: Project; lastTaskNumber: number | null }[]> {
  const table = tableOf(Project);
  const rows = await reader.query(
    `SELECT ${table.select("p")}, CASE WHEN p.short_key = ? THEN NULL ELSE k.last_task_number END AS "formerLast"
     FROM project_members m JOIN projects p ON p.id = m.project_id
     LEFT JOIN project_former_keys k ON k.project_id = p.id AND k.short_key = ?
     WHERE m.removed_at IS NULL AND p.deleted_at IS NULL AND m.user_id = ? AND (p.short_key = ? OR k.short_key IS NOT NULL)`,
    [key, key, idBytes(userId), key],
  );
  return rows.map((row) => ({
    project: table.read(row),
    lastTaskNumber: row["formerLast"] === null ? null : Number(row["formerLast"]),
  }));
}
