import * as cursors from "../lib/cursors.mjs";
import { BOARD, bytesOf, endOfPrefix, STATUS_CODES, wordsOfQuery } from "../lib/tasks.mjs";
import { lives, Refusal } from "../lib/viewer.mjs";
import { FROM, labelsOf, projectOf, TASK, taskOf } from "./shape.mjs";
import { placeholders, select } from "./sql.mjs";

const SESSION = "se.user_id, se.ended_at, se.expires_at";
const MEMBERSHIP = "m.user_id = se.user_id AND m.removed_at IS NULL";
const PAGE_END = "ORDER BY t.position, t.id LIMIT";
/** A word that so many tasks have, or fewer, is looked up; the product's number. */
const FEW = 10_000;

/** `first` tasks of a project in their order, from a cursor on: who may not see it finds none, and is then told why. */
export async function list(viewer, { project: id, first, after }) {
  const of = cursors.ofProject(id);
  const place = cursors.open(of, after);
  const beyond = place ? "AND (t.position > ? OR (t.position = ? AND t.id > ?))" : "";
  const rows = await select(
    `SELECT ${TASK}, p.short_key, p.name AS project_name, p.color
     FROM sessions se JOIN project_members m ON ${MEMBERSHIP} JOIN projects p ON p.id = m.project_id
     JOIN tasks t ON t.project_id = p.id LEFT JOIN users u ON u.id = t.assignee_id
     WHERE se.id = ? AND se.user_id = ? AND se.ended_at IS NULL AND se.expires_at > ? AND m.project_id = ?
     AND t.deleted_at IS NULL ${beyond} ${PAGE_END} ${first + 1}`,
    [
      viewer.sessionBytes,
      viewer.userBytes,
      Date.now(),
      bytesOf("prj", id),
      ...(place ? [place[0], place[0], place[1]] : []),
    ],
  );
  const [row] = rows;
  const project = row
    ? projectOf({ id: row.project_id, short_key: row.short_key, name: row.project_name, color: row.color })
    : await requireProject(viewer, id);
  return { project: { id, tasks: pageOf(rows, first, of, project, await labelsOf(rows)) } };
}

export async function board(viewer, { project: id, first }) {
  const project = await requireProject(viewer, id);
  const bytes = bytesOf("prj", id);
  const statuses = Object.values(BOARD);
  const column = `(SELECT ${TASK} ${FROM} WHERE t.project_id = ? AND t.deleted_at IS NULL AND t.status = ? ${PAGE_END} ${first + 1})`;
  const rows = await select(
    statuses.map(() => column).join(" UNION ALL "),
    statuses.flatMap((status) => [bytes, STATUS_CODES[status]]),
  );
  const labels = await labelsOf(rows);
  const columns = Object.entries(BOARD).map(([name, status]) => {
    const own = rows.filter((row) => row.status === STATUS_CODES[status]);
    return [name, pageOf(own, first, cursors.ofProject(id, { status: { eq: status } }), project, labels)];
  });
  return { project: { id, ...Object.fromEntries(columns) } };
}

export async function one(viewer, { id }) {
  const bytes = bytesOf("tsk", id);
  const [[row], labels] = await Promise.all([
    select(
      `SELECT ${SESSION}, m.role, p.short_key, p.name, p.color, t.description, ${TASK}
       FROM sessions se LEFT JOIN (tasks t JOIN projects p ON p.id = t.project_id) ON t.id = ?
       LEFT JOIN project_members m ON m.project_id = t.project_id AND ${MEMBERSHIP}
       LEFT JOIN users u ON u.id = t.assignee_id WHERE se.id = ?`,
      [bytes, viewer.sessionBytes],
    ),
    labelsOf([{ id: bytes }]),
  ]);
  requireLife(row, viewer);
  if (row.role === null) throw new Refusal(404, "There is no such task.");
  const task = taskOf(row, projectOf({ ...row, id: row.project_id }), labels.get(bytes.latin1Slice()));
  return { task: { ...task, description: row.description } };
}

/** Tasks with all words, the newest change first: from the rarest word, or from the newest change, as the product. */
export async function search(viewer, { query, first }) {
  const words = wordsOfQuery(query);
  const projects = await select(
    `SELECT ${SESSION}, p.id, p.short_key, p.name, p.color, p.owner_id FROM sessions se
     LEFT JOIN (project_members m JOIN projects p ON p.id = m.project_id AND p.archived_at IS NULL AND p.deleted_at IS NULL)
     ON ${MEMBERSHIP} WHERE se.id = ?`,
    [viewer.sessionBytes],
  );
  requireLife(projects[0], viewer);
  const ids = projects.flatMap(({ id }) => id ?? []);
  const [rarest, isRare] = await findRarest(ids, words);
  const inAll = `IN (${placeholders(ids.length)})`;
  const hasOneOwner = projects.every(({ owner_id }) => owner_id?.equals(projects[0].owner_id));
  const isByWord = isRare || !hasOneOwner;
  const others = words.filter((word) => !isByWord || word !== rarest);
  const rows = await select(
    `SELECT ${TASK} ${FROM} WHERE ${
      isByWord
        ? `t.id IN (SELECT w.task_id FROM task_words w WHERE w.project_id ${inAll} AND w.word >= ? AND w.word < ?)`
        : `t.owner_id = ? AND t.project_id ${inAll}`
    } ${others.map(() => "AND EXISTS (SELECT 1 FROM task_words w WHERE w.task_id = t.id AND w.word >= ? AND w.word < ?)").join(" ")}
     AND t.deleted_at IS NULL ORDER BY t.updated_at DESC, t.id DESC LIMIT ${first + 1}`,
    [
      ...(isByWord ? [...ids, rarest, endOfPrefix(rarest)] : [projects[0].owner_id, ...ids]),
      ...others.flatMap((word) => [word, endOfPrefix(word)]),
    ],
  );
  const byId = new Map(projects.map((project) => [project.id?.latin1Slice(), projectOf(project)]));
  const of = cursors.ofSearch(viewer.userId, words);
  const projectOfRow = (row) => byId.get(row.project_id.latin1Slice());
  return {
    search: pageOf(rows, first, of, projectOfRow, await labelsOf(rows), (row) => [Number(row.updated_at), row.id]),
  };
}

async function findRarest(projects, words) {
  let rarest = [words[0], FEW + 1];
  for (const word of words.toSorted((a, b) => b.length - a.length).slice(0, 5)) {
    const [{ n }] = await select(
      `SELECT COUNT(*) AS n FROM (SELECT 1 FROM task_words w WHERE w.project_id IN (${placeholders(projects.length)})
       AND w.word >= ? AND w.word < ? LIMIT ${rarest[1]}) AS found`,
      [...projects, word, endOfPrefix(word)],
    );
    if (n < rarest[1]) rarest = [word, n];
    if (n === 0) break;
  }
  return [rarest[0], rarest[1] <= FEW];
}

async function requireProject(viewer, id) {
  const [row] = await select(
    `SELECT ${SESSION}, p.id, p.short_key, p.name, p.color FROM sessions se
     LEFT JOIN (project_members m JOIN projects p ON p.id = m.project_id) ON m.project_id = ? AND ${MEMBERSHIP}
     WHERE se.id = ?`,
    [bytesOf("prj", id), viewer.sessionBytes],
  );
  requireLife(row, viewer);
  if (row.id === null) throw new Refusal(404, "There is no such project.");
  return projectOf(row);
}

function requireLife(session, viewer) {
  if (!lives(session, viewer)) throw new Refusal(401, "The session has ended.");
}

function pageOf(rows, first, of, project, labels, placeOf = (row) => [row.position, row.id]) {
  const hasNextPage = rows.length > first;
  if (hasNextPage) rows.pop();
  const last = rows.at(-1);
  const nodes = rows.map((row) =>
    taskOf(row, typeof project === "function" ? project(row) : project, labels.get(row.id.latin1Slice())),
  );
  return { nodes, pageInfo: { hasNextPage, endCursor: last ? cursors.seal(of, placeOf(last)) : null } };
}
