import DataLoader from "dataloader";
import { In, IsNull, MoreThan } from "typeorm";
import * as cursors from "../lib/cursors.mjs";
import { encodeId } from "../lib/ids.mjs";
import { bytesOf, instant, PRIORITY_NAMES, STATUS_CODES, STATUS_NAMES } from "../lib/tasks.mjs";
import { Refusal } from "../lib/viewer.mjs";
import { dataSource, Member, Project, Task, TaskLabel, User } from "./entities.mjs";

const hex = (bytes) => bytes.toString("hex");

/** One of each for a request, as https://www.apollographql.com/docs/apollo-server/data/fetching-data#batching-and-caching says. */
export function createLoaders() {
  const byId = (entity) =>
    new DataLoader(
      async (ids) => {
        const rows = await dataSource.getRepository(entity).findBy({ id: In(ids) });
        const found = new Map(rows.map((row) => [hex(row.id), row]));
        return ids.map((id) => found.get(hex(id)) ?? null);
      },
      { cacheKeyFn: hex },
    );
  const labels = new DataLoader(
    async (ids) => {
      const rows = await dataSource.getRepository(TaskLabel).find({
        where: { task_id: In(ids), label: { deleted_at: IsNull() } },
        relations: { label: true },
        order: { label: { name_key: "ASC", id: "ASC" } },
      });
      return ids.map((id) => rows.filter(({ task_id }) => task_id.equals(id)).map(({ label }) => label));
    },
    { cacheKeyFn: hex },
  );
  return { user: byId(User), project: byId(Project), labels };
}

export async function requireMember(viewer, project_id, { manager = dataSource.manager, ...options } = {}) {
  const where = { project_id, user_id: viewer.userBytes, removed_at: IsNull() };
  const member = await manager.getRepository(Member).findOne({ where, ...options });
  if (!member) throw new Refusal(404, "There is no such thing.");
  return member;
}

export const readResolvers = {
  Query: {
    project: async (_root, { id }, { viewer, loaders }) => {
      await requireMember(viewer, bytesOf("prj", id));
      return loaders.project.load(bytesOf("prj", id));
    },
    task: async (_root, { id }, { viewer }) => {
      const task = await dataSource.getRepository(Task).findOneBy({ id: bytesOf("tsk", id) });
      if (!task) throw new Refusal(404, "There is no such task.");
      await requireMember(viewer, task.project_id);
      return task;
    },
  },
  Project: {
    id: ({ id }) => encodeId("prj", id),
    key: ({ short_key }) => short_key,
    tasks: async (project, { first, after, filter }) => {
      const of = cursors.ofProject(encodeId("prj", project.id), filter ?? null);
      const place = cursors.open(of, after);
      const status = filter?.status?.eq;
      const where = { project_id: project.id, deleted_at: IsNull(), ...(status && { status: STATUS_CODES[status] }) };
      const tasks = await dataSource.getRepository(Task).find({
        where: place
          ? [
              { ...where, position: MoreThan(place[0]) },
              { ...where, position: place[0], id: MoreThan(place[1]) },
            ]
          : where,
        order: { position: "ASC", id: "ASC" },
        take: first + 1,
      });
      const hasNextPage = tasks.length > first;
      if (hasNextPage) tasks.pop();
      const last = tasks.at(-1);
      return {
        nodes: tasks,
        pageInfo: { hasNextPage, endCursor: last ? cursors.seal(of, [last.position, last.id]) : null },
      };
    },
  },
  Task: {
    id: ({ id }) => encodeId("tsk", id),
    key: async (task, _args, { loaders }) =>
      `${(await loaders.project.load(task.project_id)).short_key}-${task.number}`,
    status: ({ status }) => STATUS_NAMES[status],
    priority: ({ priority }) => PRIORITY_NAMES[priority],
    dueOn: ({ due_on }) => due_on,
    createdAt: ({ created_at }) => instant(created_at),
    updatedAt: ({ updated_at }) => instant(updated_at),
    assignee: ({ assignee_id }, _args, { loaders }) => (assignee_id === null ? null : loaders.user.load(assignee_id)),
    project: ({ project_id }, _args, { loaders }) => loaders.project.load(project_id),
    labels: ({ id }, _args, { loaders }) => loaders.labels.load(id),
  },
  User: { id: ({ id }) => encodeId("usr", id), avatarUrl: ({ avatar_url }) => avatar_url },
  Label: { id: ({ id }) => encodeId("lbl", id) },
};
