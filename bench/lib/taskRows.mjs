import { createRequire } from "node:module";
import { idAt } from "./random.mjs";

const require = createRequire(import.meta.url);
const { encodeId } = require("../../api/dist/platform/ids.js");
const { positionBetween } = require("../../api/dist/modules/tasks/positions.js");
const { wordsOf } = require("../../api/dist/platform/words.js");
const { sortKey } = require("../../api/dist/platform/text.js");

const SYLLABLES = ["ba", "do", "ke", "li", "mu", "na", "po", "ri", "sa", "tu"];
/** 1,000 words that can be said. */
export const WORDS = SYLLABLES.flatMap((a) => SYLLABLES.flatMap((b) => SYLLABLES.map((c) => `${a}${b}${c}r`)));
const STATUSES = ["BACKLOG", "TODO", "IN_PROGRESS", "IN_REVIEW", "DONE"];
const PRIORITIES = ["NONE", "LOW", "MEDIUM", "HIGH", "URGENT"];
const NO_DUE = 8_640_000_000_000_001;
const DAY_MS = 86_400_000;

/** As many words, the frequent ones far more often than the rare ones. */
export function writeText(random, count) {
  return Array.from({ length: count }, () => WORDS[Math.floor(WORDS.length * random.next() ** 3)]).join(" ");
}

/** The rows of a project's tasks, their words, labels and events, in the order of the tables' columns. */
export function tasksOf(project, random, now) {
  const rows = { tasks: [], words: [], labels: [], events: [] };
  const owner = project.members[0].user.id;
  let position = null;
  for (let number = 1; number <= project.size; number++) {
    const at = now - DAY_MS - (project.size - number) * 1_000 + random.below(1_000);
    const id = idAt(random, at);
    const title = `Do ${writeText(random, 5)} ${number}`;
    const description = random.below(2) ? `About ${writeText(random, 12)}.` : null;
    const status = random.below(STATUSES.length);
    const priority = random.below(PRIORITIES.length);
    const assignee = random.below(5) ? random.pick(project.members).user.id : null;
    const creator = random.pick(project.members).user.id;
    const hasDue = random.below(3) === 0;
    const dueOn = hasDue ? new Date(at + random.below(90) * DAY_MS).toISOString().slice(0, 10) : null;
    const dueSort = dueOn === null ? NO_DUE : Date.parse(dueOn) + DAY_MS - 1;
    const completedAt = STATUSES[status] === "DONE" ? at : null;
    position = positionBetween(position, null);
    rows.tasks.push([
      id,
      owner,
      project.id,
      number,
      title,
      sortKey(title, 2_000),
      description,
      (status + 1) * 10,
      (priority + 1) * 10,
      assignee,
      creator,
      null,
      dueOn,
      null,
      dueSort,
      null,
      null,
      position,
      completedAt,
      null,
      null,
      at,
      at,
      1,
      null,
    ]);
    for (const word of wordsOf(`${title}\n${description ?? ""}`)) rows.words.push([id, word, project.id]);
    const first = random.below(project.labels.length);
    for (let i = random.below(4); i > 0; i--)
      rows.labels.push([id, project.labels[(first + i) % project.labels.length].id]);
    const changes = [
      { field: "title", before: null, after: title },
      ...(description === null ? [] : [{ field: "description", before: null, after: description }]),
      { field: "status", before: null, after: STATUSES[status] },
      { field: "priority", before: null, after: PRIORITIES[priority] },
      ...(assignee === null ? [] : [{ field: "assignee", before: null, after: encodeId("usr", assignee) }]),
      ...(dueOn === null ? [] : [{ field: "dueOn", before: null, after: dueOn }]),
      { field: "position", before: null, after: position },
      ...(completedAt === null
        ? []
        : [{ field: "completedAt", before: null, after: new Date(completedAt).toISOString() }]),
    ];
    rows.events.push([
      project.id,
      number,
      idAt(random, at),
      "TASK_CREATED",
      encodeId("tsk", id),
      1,
      creator,
      at,
      changes.map(({ field }) => field).join(","),
      JSON.stringify(changes),
      id,
      null,
      0,
    ]);
  }
  return rows;
}
