import { In, MoreThan, Not } from "typeorm";
import { encodeId } from "../lib/ids.mjs";
import * as t from "../lib/tasks.mjs";
import { Refusal } from "../lib/viewer.mjs";
import { dataSource, Event, IdempotencyKey, Project, Stream, Task, TaskWord } from "./entities.mjs";
import { requireMember } from "./reads.mjs";

export const writeResolvers = {
  Mutation: {
    createTask: (_root, { input }, { viewer }) => create(viewer, input),
    updateTask: (_root, { input }, { viewer }) => update(viewer, input),
    moveTask: (_root, { input }, { viewer }) => move(viewer, input),
  },
};

async function create(viewer, input) {
  const project_id = t.bytesOf("prj", input.projectId);
  const key_hash = t.sha256(input.idempotencyKey);
  return dataSource.transaction("READ COMMITTED", async (manager) => {
    const stream = await lock(manager, project_id);
    const { project } = await requireEditor(viewer, project_id, manager);
    const key = { viewer_id: viewer.userBytes, field: "createTask", key_hash };
    if (await manager.findOneBy(IdempotencyKey, key))
      throw new Refusal(501, "Repetitions are for the product to answer.");
    const last = await manager.findOne(Task, { where: { project_id }, order: { position: "DESC" } });
    const task = await manager.save(Task, t.newTask(input, project, viewer, last?.position ?? null));
    await manager.insert(
      TaskWord,
      t.taskWords(task).map((word) => ({ task_id: task.id, word, project_id })),
    );
    const seq = stream.last_seq + 1;
    const known = { input_hash: t.hashInput(input), entity_id: encodeId("tsk", task.id), seq, source_seq: null };
    await manager.insert(IdempotencyKey, { ...key, ...known, created_at: task.created_at });
    await manager.insert(Event, t.eventOf("TASK_CREATED", task, seq, viewer, t.createdChanges(task)));
    await manager.update(Project, { id: project_id }, { last_task_number: task.number });
    await manager.update(Stream, { id: project_id }, { last_seq: seq });
    return { seq, task };
  });
}

async function update(viewer, input) {
  return change(viewer, input.id, "TASK_UPDATED", async (task, manager) => {
    const priority = t.PRIORITY_CODES[input.priority];
    const changes = [
      ["title", task.title, input.title],
      ["priority", t.PRIORITY_NAMES[task.priority], input.priority],
    ];
    const task_id = task.id;
    const before = (await manager.findBy(TaskWord, { task_id })).map(({ word }) => word);
    const after = t.taskWords({ title: input.title, description: task.description });
    const gone = before.filter((word) => !after.includes(word));
    if (gone.length > 0) await manager.delete(TaskWord, { task_id, word: In(gone) });
    const added = after.filter((word) => !before.includes(word));
    if (added.length > 0)
      await manager.insert(
        TaskWord,
        added.map((word) => ({ task_id, word, project_id: task.project_id })),
      );
    return { patch: { title: input.title, title_key: t.sortKey(input.title, 2_000), priority }, changes };
  });
}

async function move(viewer, input) {
  return change(viewer, input.id, "TASK_MOVED", async (task, manager) => {
    const { project_id } = task;
    const anchor = await manager.findOneBy(Task, { id: t.bytesOf("tsk", input.afterId) });
    if (!anchor?.project_id.equals(project_id)) throw new Refusal(400, "afterId is no task of the project.");
    const next = await manager.findOne(Task, {
      where: [
        { project_id, position: MoreThan(anchor.position), id: Not(task.id) },
        { project_id, position: anchor.position, id: MoreThan(anchor.id) },
      ],
      order: { position: "ASC", id: "ASC" },
    });
    return t.moved(task, input.status, anchor, next);
  });
}

/** Looks the task up, locks its project, looks it up again, changes it, tells the log. */
async function change(viewer, id, type, run) {
  const seen = await dataSource.getRepository(Task).findOneBy({ id: t.bytesOf("tsk", id) });
  if (!seen) throw new Refusal(404, "There is no such task.");
  await requireMember(viewer, seen.project_id);
  return dataSource.transaction("READ COMMITTED", async (manager) => {
    const stream = await lock(manager, seen.project_id);
    const task = await manager.findOneByOrFail(Task, { id: seen.id });
    await requireEditor(viewer, seen.project_id, manager);
    const { patch, changes } = await run(task, manager);
    const real = changes.filter(([, before, after]) => before !== after);
    if (real.length === 0) return { seq: stream.last_seq, task };
    const stored = { ...patch, updated_at: Date.now(), version: task.version + 1 };
    await manager.save(Task, Object.assign(task, stored));
    const seq = stream.last_seq + 1;
    await manager.insert(Event, t.eventOf(type, task, seq, viewer, real));
    await manager.update(Stream, { id: stream.id }, { last_seq: seq });
    return { seq, task };
  });
}

function lock(manager, id) {
  return manager.findOneOrFail(Stream, { where: { id }, lock: { mode: "pessimistic_write" } });
}

async function requireEditor(viewer, projectId, manager) {
  const member = await requireMember(viewer, projectId, { manager, relations: { project: true } });
  if (member.role > t.MEMBER_ROLE || member.project.archived_at !== null || member.project.deleted_at !== null)
    throw new Refusal(403, "The viewer may not change this.");
  return member;
}
