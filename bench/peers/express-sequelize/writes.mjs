import { Op } from "sequelize";
import { encodeId } from "../lib/ids.mjs";
import * as t from "../lib/tasks.mjs";
import { Refusal } from "../lib/viewer.mjs";
import { Event, IdempotencyKey, Project, sequelize, Stream, Task, TaskWord } from "./models.mjs";
import { requireMember } from "./reads.mjs";

export async function create(viewer, { input }) {
  const project_id = t.bytesOf("prj", input.projectId);
  const key_hash = t.sha256(input.idempotencyKey);
  return sequelize.transaction(async (transaction) => {
    const stream = await Stream.findByPk(project_id, { transaction, lock: transaction.LOCK.UPDATE });
    const { project } = await requireEditor(viewer, project_id, transaction);
    const key = { viewer_id: viewer.userBytes, field: "createTask", key_hash };
    if (await IdempotencyKey.findOne({ where: key, transaction }))
      throw new Refusal(501, "Repetitions are for the product to answer.");
    const last = await Task.findOne({
      where: { project_id },
      order: [["position", "DESC"]],
      attributes: ["position"],
      transaction,
    });
    const task = await Task.create(t.newTask(input, project, viewer, last?.position ?? null), { transaction });
    const words = t.taskWords(task).map((word) => ({ task_id: task.id, word, project_id }));
    await TaskWord.bulkCreate(words, { transaction });
    const seq = Number(stream.last_seq) + 1;
    const known = { input_hash: t.hashInput(input), entity_id: encodeId("tsk", task.id), seq, source_seq: null };
    await IdempotencyKey.create({ ...key, ...known, created_at: task.created_at }, { transaction });
    await Event.create(t.eventOf("TASK_CREATED", task, seq, viewer, t.createdChanges(task)), { transaction });
    await project.update({ last_task_number: task.number }, { transaction });
    await stream.update({ last_seq: seq }, { transaction });
    return { createTask: { seq, task: changed(task, project) } };
  });
}

export async function update(viewer, { input }) {
  return change(viewer, input.id, "updateTask", "TASK_UPDATED", async (task, transaction) => {
    const priority = t.PRIORITY_CODES[input.priority];
    const changes = [
      ["title", task.title, input.title],
      ["priority", t.PRIORITY_NAMES[task.priority], input.priority],
    ];
    const patch = { title: input.title, title_key: t.sortKey(input.title, 2_000), priority };
    const task_id = task.id;
    const before = (await TaskWord.findAll({ where: { task_id }, transaction })).map(({ word }) => word);
    const after = t.taskWords({ title: input.title, description: task.description });
    const gone = before.filter((word) => !after.includes(word));
    if (gone.length > 0) await TaskWord.destroy({ where: { task_id, word: { [Op.in]: gone } }, transaction });
    const added = after.filter((word) => !before.includes(word));
    await TaskWord.bulkCreate(
      added.map((word) => ({ task_id, word, project_id: task.project_id })),
      { transaction },
    );
    return { patch, changes };
  });
}

export async function move(viewer, { input }) {
  return change(viewer, input.id, "moveTask", "TASK_MOVED", async (task, transaction) => {
    const anchor = await Task.findByPk(t.bytesOf("tsk", input.afterId), { transaction });
    if (!anchor?.project_id.equals(task.project_id)) throw new Refusal(400, "afterId is no task of the project.");
    const next = await Task.findOne({
      where: {
        project_id: task.project_id,
        id: { [Op.ne]: task.id },
        [Op.or]: [
          { position: { [Op.gt]: anchor.position } },
          { position: anchor.position, id: { [Op.gt]: anchor.id } },
        ],
      },
      order: [
        ["position", "ASC"],
        ["id", "ASC"],
      ],
      transaction,
    });
    return t.moved(task, input.status, anchor, next);
  });
}

/** Looks the task up, locks its project, looks it up again, changes it, tells the log. */
async function change(viewer, id, field, type, run) {
  const taskId = t.bytesOf("tsk", id);
  const seen = await Task.findByPk(taskId);
  if (!seen) throw new Refusal(404, "There is no such task.");
  await requireMember(viewer, seen.project_id);
  return sequelize.transaction(async (transaction) => {
    const stream = await Stream.findByPk(seen.project_id, { transaction, lock: transaction.LOCK.UPDATE });
    const task = await Task.findByPk(taskId, { transaction });
    const { project } = await requireEditor(viewer, seen.project_id, transaction);
    const { patch, changes } = await run(task, transaction);
    const real = changes.filter(([, before, after]) => before !== after);
    if (real.length === 0) return { [field]: { seq: Number(stream.last_seq), task: changed(task, project) } };
    await task.update({ ...patch, updated_at: Date.now(), version: task.version + 1 }, { transaction });
    const seq = Number(stream.last_seq) + 1;
    await Event.create(t.eventOf(type, task, seq, viewer, real), { transaction });
    await stream.update({ last_seq: seq }, { transaction });
    return { [field]: { seq, task: changed(task, project) } };
  });
}

async function requireEditor(viewer, projectId, transaction) {
  const member = await requireMember(viewer, projectId, { include: [{ model: Project, as: "project" }], transaction });
  if (member.role > t.MEMBER_ROLE || member.project.archived_at !== null || member.project.deleted_at !== null)
    throw new Refusal(403, "The viewer may not change this.");
  return member;
}

const changed = (task, project) => t.changedTask(task, project.short_key);
