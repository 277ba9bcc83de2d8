import type { AnyJob } from "../../platform/jobs/job";
import { requireSubscription } from "../../platform/graphql/context";
import type { Module } from "../../platform/graphql/module";
import { requireId } from "../../platform/graphql/rules";
import { ProjectTasksResolver, TaskFieldsResolver } from "./taskFields.resolver";
import type { TaskListsService } from "./taskLists.service";
import type { TaskMovesService } from "./taskMoves.service";
import { TaskSearchResolver } from "./taskSearch.resolver";
import type { TaskSearchService } from "./taskSearch.service";
import { tasksLoaders } from "./tasks.loaders";
import { tasksPermissions } from "./tasks.permissions";
import { TasksResolver } from "./tasks.resolver";
import type { TasksService } from "./tasks.service";
import { TaskUpdatesResolver } from "./taskUpdates.resolver";
import type { TaskUpdatesService } from "./taskUpdates.service";
import type { TaskTrashService } from "./taskTrash.service";

interface TasksServices {
  tasks: TasksService;
  moves: TaskMovesService;
  trash: TaskTrashService;
  lists: TaskListsService;
  search: TaskSearchService;
  updates: TaskUpdatesService;
  jobs: AnyJob[];
}

export function tasksModule({ tasks, moves, trash, lists, search, updates, jobs }: TasksServices): Module {
  return {
    resolvers: [
      new TasksResolver(tasks, moves, trash, lists),
      new TaskFieldsResolver(lists),
      new ProjectTasksResolver(lists),
      new TaskSearchResolver(search),
      new TaskUpdatesResolver(),
    ],
    jobs,
    permissions: tasksPermissions,
    loaders: tasksLoaders,
    subscriptions: {
      taskUpdated: async ({ id }, context) => {
        const { viewer, ending } = requireSubscription(context);
        return updates.updates(viewer, requireId("tsk", String(id), "id"), ending);
      },
    },
    nodes: {
      tsk: async ({ loaders }, id) => {
        const task = await loaders.taskById.load(id);
        return task && (await loaders.membershipByProject.load(task.projectId)) && task;
      },
    },
  };
}
