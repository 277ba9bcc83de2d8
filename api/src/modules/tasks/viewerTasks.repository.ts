import type { Reader } from "../../platform/db/database";
import { idBytes } from "../../platform/ids";
import { orderBy, type Sql } from "../../platform/paging/keyset";
import type { Pieces } from "../../platform/paging/pieces";

const PROJECTS = "project_members m JOIN projects p ON p.id = m.project_id";
const ARE_OPEN = "m.user_id = ? AND m.removed_at IS NULL AND p.archived_at IS NULL AND p.deleted_at IS NULL";

/** That a task is in one of these projects: asked of each task, of which there are to be few. */
export function isTaskOfUser(userId: string): Sql {
  const sql = `(SELECT 1 FROM ${PROJECTS} WHERE p.id = t.project_id AND ${ARE_OPEN}) = 1`;
  return { sql, values: [idBytes(userId)] };
}

/**
 * The tasks of all the projects that a user works in, without the archive and the trash. Their own projects' tasks are
 * one piece, by the index of owners; those of each other project are one more. Only projects are looked into whose
 * first task is among the first of all: no other can have a task on the page.
 */
export function tasksOfUser(reader: Reader, userId: string): Pieces {
  const user = idBytes(userId);
  return {
    whole: { sql: `t.project_id IN (SELECT p.id FROM ${PROJECTS} WHERE ${ARE_OPEN})`, values: [user] },
    find: async ({ where, keys, limit }) => {
      // Within, `t` is any task of the project; outside it is the project's first.
      const first = `SELECT t.id FROM tasks t WHERE t.project_id = p.id AND ${where.sql} ${orderBy(keys)} LIMIT 1`;
      const rows = await reader.query<{ id: Buffer }>(
        `SELECT p.id AS id FROM ${PROJECTS} JOIN tasks t ON t.id = (${first})
         WHERE ${ARE_OPEN} AND p.owner_id <> ? ${orderBy(keys)} LIMIT ${limit}`,
        [...where.values, user, user],
      );
      return [ownTasks(user), ...rows.map(({ id }) => ({ sql: "t.project_id = ?", values: [id] }))];
    },
  };
}

/** By what is left out, which is little: the index of owners has the order over all of an owner's projects. */
function ownTasks(user: Buffer): Sql {
  return {
    sql: `t.owner_id = ? AND t.project_id NOT IN (
      SELECT p.id FROM projects p WHERE p.owner_id = ? AND (p.archived_at IS NOT NULL OR p.deleted_at IS NOT NULL))`,
    values: [user, user],
  };
}
