import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { generateKeyBetween } from "fractional-indexing";
import { Refusal } from "./viewer.mjs";
import { encodeId, newIdBytes, parseId } from "./ids.mjs";

// How a text is folded and parted into words is the same to the letter, or the same search finds something else.
const require = createRequire(import.meta.url);
const { wordsOf, wordsOfQuery, endOfPrefix } = require("../../../api/dist/platform/words.js");
const { sortKey } = require("../../../api/dist/platform/text.js");

export { endOfPrefix, generateKeyBetween, wordsOfQuery };

export const STATUS_CODES = { BACKLOG: 10, TODO: 20, IN_PROGRESS: 30, IN_REVIEW: 40, DONE: 50, CANCELED: 60 };
export const PRIORITY_CODES = { NONE: 10, LOW: 20, MEDIUM: 30, HIGH: 40, URGENT: 50 };
export const STATUS_NAMES = namesOf(STATUS_CODES);
export const PRIORITY_NAMES = namesOf(PRIORITY_CODES);
/** The columns of a board, by their names in the answer. */
export const BOARD = {
  backlog: "BACKLOG",
  todo: "TODO",
  inProgress: "IN_PROGRESS",
  inReview: "IN_REVIEW",
  done: "DONE",
};
/** Roles up to this one may change tasks. */
export const MEMBER_ROLE = 30;
const NO_DUE = 8_640_000_000_000_001;

export const instant = (ms) => new Date(Number(ms)).toISOString();
export const sha256 = (text) => createHash("sha256").update(text).digest();
export { sortKey };

/** A new task's row; `project` has id, owner_id and last_task_number. */
export function newTask(input, project, viewer, lastPosition) {
  const now = Date.now();
  return {
    id: newIdBytes(),
    owner_id: project.owner_id,
    project_id: project.id,
    number: project.last_task_number + 1,
    title: input.title,
    title_key: sortKey(input.title, 2_000),
    description: input.description ?? null,
    status: 20,
    priority: PRIORITY_CODES[input.priority ?? "NONE"],
    assignee_id: null,
    creator_id: viewer.userBytes,
    parent_id: null,
    due_on: null,
    due_at: null,
    due_sort: NO_DUE,
    start_on: null,
    start_at: null,
    position: generateKeyBetween(lastPosition, null),
    completed_at: null,
    deleted_at: null,
    deleted_with_id: null,
    created_at: now,
    updated_at: now,
    version: 1,
    input_hash: null,
  };
}

/** A change of a task as the log tells of it: [field, before, after]. */
export function eventOf(type, task, seq, viewer, changes) {
  return {
    stream_id: task.project_id,
    seq,
    id: newIdBytes(),
    type,
    subject_id: encodeId("tsk", task.id),
    subject_version: task.version,
    actor_id: viewer.userBytes,
    occurred_at: Date.now(),
    changed_fields: changes.map(([field]) => field).join(","),
    changes: JSON.stringify(changes.map(([field, before, after]) => ({ field, before, after }))),
    task_id: task.id,
    mentioned_ids: null,
    is_restricted: 0,
  };
}

/** What the log tells of a new task. */
export function createdChanges(task) {
  return [
    ["title", null, task.title],
    ...(task.description === null ? [] : [["description", null, task.description]]),
    ["status", null, STATUS_NAMES[task.status]],
    ["priority", null, PRIORITY_NAMES[task.priority]],
    ["position", null, task.position],
  ];
}

/** The words that a task is found by. */
export const taskWords = ({ title, description }) => [...wordsOf(`${title}\n${description ?? ""}`)];

/** What moving a task behind another one changes: {patch, changes}. Only neighbours that leave a short position are for peers. */
export function moved(task, statusName, anchor, next) {
  const isThere = anchor.position < task.position && (!next || task.position < next.position);
  const position = isThere ? task.position : generateKeyBetween(anchor.position, next?.position ?? null);
  if (position.length > 32) throw new Refusal(501, "Making room is for the product.");
  const status = STATUS_CODES[statusName];
  const known = task.completed_at === null ? null : Number(task.completed_at);
  const completed_at = status >= STATUS_CODES.DONE ? (known ?? Date.now()) : null;
  const changes = [
    ["status", STATUS_NAMES[task.status], statusName],
    ["position", task.position, position],
    ["completedAt", ...[known, completed_at].map((ms) => (ms === null ? null : instant(ms)))],
  ];
  return { patch: { position, status, completed_at }, changes };
}

/** What a mutation answers of the task. */
export function changedTask(task, projectKey) {
  return {
    id: encodeId("tsk", task.id),
    key: `${projectKey}-${task.number}`,
    title: task.title,
    status: STATUS_NAMES[task.status],
    priority: PRIORITY_NAMES[task.priority],
    position: task.position,
    version: task.version,
    createdAt: instant(task.created_at),
    updatedAt: instant(task.updated_at),
  };
}

/** SHA-256 of an input but for its key, its fields in alphabetical order. */
export function hashInput({ idempotencyKey: _, ...rest }) {
  return sha256(JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))));
}

/** The bytes of an id, or those of an id that is nobody's. */
export const bytesOf = (prefix, id) => parseId(prefix, id) ?? Buffer.alloc(16);

function namesOf(codes) {
  return Object.fromEntries(Object.entries(codes).map(([name, code]) => [code, name]));
}
