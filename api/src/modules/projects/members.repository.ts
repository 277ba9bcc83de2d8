import { placeholders, type Reader, type SqlValue } from "../../platform/db/database";
import { planOf } from "../../platform/db/reads/readPlan";
import type { Selection } from "../../platform/selection";
import { tableOf } from "../../platform/db/table";
import { idBytes } from "../../platform/ids";
import type { Cursors } from "../../platform/paging/cursors";
import { type Page, type PageArgs, readPage } from "../../platform/paging/page";
import { ProjectMember } from "./projectMember.entity";

async function find(reader: Reader, condition: string, values: SqlValue[]): Promise<ProjectMember[]> {
  const table = tableOf(ProjectMember);
  const rows = await reader.query(`SELECT ${table.select("m")} FROM project_members m WHERE ${condition}`, values);
  return rows.map((row) => table.read(row));
}

/** The memberships of one person in these projects. */
export async function findMemberships(
  reader: Reader,
  userId: string,
  projectIds: readonly string[],
): Promise<ProjectMember[]> {
  return find(
    reader,
    `m.removed_at IS NULL AND m.user_id = ? AND m.project_id IN (${placeholders(projectIds.length)})`,
    [idBytes(userId), ...projectIds.map(idBytes)],
  );
}

/** The projects that a person works in, without the archive and the trash; with the owner by whom their tasks are found. */
export async function findProjectsOf(
  reader: Reader,
  userId: string,
): Promise<{ projectId: Buffer; ownerId: Buffer }[]> {
  return reader.query(
    `SELECT m.project_id AS "projectId", p.owner_id AS "ownerId"
     FROM project_members m JOIN projects p ON p.id = m.project_id
     WHERE m.user_id = ? AND m.removed_at IS NULL AND p.archived_at IS NULL AND p.deleted_at IS NULL`,
    [idBytes(userId)],
  );
}

/** Removed ones too. */
export async function findMembers(reader: Reader, ids: readonly string[]): Promise<ProjectMember[]> {
  return find(reader, `m.id IN (${placeholders(ids.length)})`, ids.map(idBytes));
}

export async function findMembership(reader: Reader, projectId: string, userId: string): Promise<ProjectMember | null> {
  return (await findMemberships(reader, userId, [projectId]))[0] ?? null;
}

/** The memberships of these people in one project. */
export async function findMembersAmong(
  reader: Reader,
  projectId: string,
  userIds: readonly string[],
): Promise<ProjectMember[]> {
  return find(
    reader,
    `m.removed_at IS NULL AND m.project_id = ? AND m.user_id IN (${placeholders(userIds.length)})`,
    [projectId, ...userIds].map(idBytes),
  );
}

/** That person's row in that project, also when they were removed. */
export async function findMembershipEver(
  reader: Reader,
  projectId: string,
  userId: string,
): Promise<ProjectMember | null> {
  return (await find(reader, "m.project_id = ? AND m.user_id = ?", [idBytes(projectId), idBytes(userId)]))[0] ?? null;
}

/** Where an address is pending. */
export async function findPending(reader: Reader, emailAddress: string): Promise<ProjectMember[]> {
  return find(reader, "m.email_address = ? AND m.removed_at IS NULL", [emailAddress]);
}

/** The row of an address that is pending in that project, or was when it was removed. */
export async function findPendingEver(
  reader: Reader,
  projectId: string,
  emailAddress: string,
): Promise<ProjectMember | null> {
  return (
    (await find(reader, "m.email_address = ? AND m.project_id = ?", [emailAddress, idBytes(projectId)]))[0] ?? null
  );
}

export async function pageOfMembers(
  reader: Reader,
  cursors: Cursors,
  projectId: string,
  withPending: boolean,
  args: PageArgs,
  selection: Selection,
): Promise<Page<ProjectMember>> {
  return readPage(
    reader,
    cursors,
    {
      identity: ["members", projectId],
      plan: planOf(ProjectMember, selection, "m"),
      from: "FROM project_members m LEFT JOIN users u ON u.id = m.user_id",
      where: [
        {
          sql: `m.removed_at IS NULL AND m.project_id = ?${withPending ? "" : " AND m.user_id IS NOT NULL"}`,
          values: [idBytes(projectId)],
        },
      ],
      keys: [
        // Read from the account, so that a rename needs no write in every project; a pending member has an address for it.
        { column: "COALESCE(u.name_key, m.email_address)", direction: "ASC" },
        { column: "m.id", direction: "ASC" },
      ],
    },
    args,
  );
}
