import { Op } from "sequelize";
import * as cursors from "../lib/cursors.mjs";
import { encodeId } from "../lib/ids.mjs";
import { BOARD, bytesOf, instant, PRIORITY_NAMES, STATUS_CODES, STATUS_NAMES } from "../lib/tasks.mjs";
import { Refusal } from "../lib/viewer.mjs";
import { Label, Member, Project, Task, User } from "./models.mjs";

const INCLUDE = [
  { model: User, as: "assignee", attributes: ["id", "name", "avatar_url"] },
  { model: Project, as: "project", attributes: ["id", "short_key", "name", "color"] },
  {
    model: Label,
    as: "labels",
    attributes: ["id", "name", "name_key", "color"],
    through: { attributes: [] },
    where: { deleted_at: null },
    required: false,
  },
];
const LABEL_ORDER = [
  [{ model: Label, as: "labels" }, "name_key", "ASC"],
  [{ model: Label, as: "labels" }, "id", "ASC"],
];

export async function list(viewer, { project: id, first, after }) {
  await requireMember(viewer, bytesOf("prj", id));
  return { project: { id, tasks: await page(id, Number(first), null, after) } };
}

export async function board(viewer, { project: id, first }) {
  await requireMember(viewer, bytesOf("prj", id));
  const columns = Object.entries(BOARD).map(async ([name, status]) => [
    name,
    await page(id, Number(first), status, null),
  ]);
  return { project: { id, ...Object.fromEntries(await Promise.all(columns)) } };
}

export async function one(viewer, { id }) {
  const task = await Task.findByPk(bytesOf("tsk", id), { include: INCLUDE, order: LABEL_ORDER });
  if (!task) throw new Refusal(404, "There is no such task.");
  await requireMember(viewer, task.project_id);
  return { task: { ...taskOf(task), description: task.description } };
}

export async function requireMember(viewer, project_id, options = {}) {
  const where = { project_id, user_id: viewer.userBytes, removed_at: null };
  const member = await Member.findOne({ where, ...options });
  if (!member) throw new Refusal(404, "There is no such thing.");
  return member;
}

async function page(id, first, status, after) {
  const of = cursors.ofProject(id, status && { status: { eq: status } });
  const place = cursors.open(of, after);
  const tasks = await Task.findAll({
    where: {
      project_id: bytesOf("prj", id),
      deleted_at: null,
      ...(status && { status: STATUS_CODES[status] }),
      ...(place && {
        [Op.or]: [{ position: { [Op.gt]: place[0] } }, { position: place[0], id: { [Op.gt]: place[1] } }],
      }),
    },
    include: INCLUDE,
    order: [["position", "ASC"], ["id", "ASC"], ...LABEL_ORDER],
    limit: first + 1,
  });
  const hasNextPage = tasks.length > first;
  if (hasNextPage) tasks.pop();
  const last = tasks.at(-1);
  const endCursor = last ? cursors.seal(of, [last.position, last.id]) : null;
  return { nodes: tasks.map(taskOf), pageInfo: { hasNextPage, endCursor } };
}

function taskOf(task) {
  const { assignee, project, labels } = task;
  return {
    id: encodeId("tsk", task.id),
    key: `${project.short_key}-${task.number}`,
    title: task.title,
    status: STATUS_NAMES[task.status],
    priority: PRIORITY_NAMES[task.priority],
    dueOn: task.due_on,
    createdAt: instant(task.created_at),
    updatedAt: instant(task.updated_at),
    version: task.version,
    assignee: assignee && { id: encodeId("usr", assignee.id), name: assignee.name, avatarUrl: assignee.avatar_url },
    project: { id: encodeId("prj", project.id), key: project.short_key, name: project.name, color: project.color },
    labels: labels.map(({ id, name, color }) => ({ id: encodeId("lbl", id), name, color })),
  };
}
