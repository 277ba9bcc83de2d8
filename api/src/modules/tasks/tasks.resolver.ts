import { Arg, Args, ID, Mutation, Query, Resolver } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import type { Selection } from "../../platform/selection";
import { badArgument, notFound } from "../../platform/errors";
import { CurrentViewer } from "../../platform/graphql/context";
import { Selected, SelectedNodes } from "../../platform/graphql/selection";
import { requireId } from "../../platform/graphql/rules";
import type { Page } from "../../platform/paging/page";
import { Task } from "./task.entity";
import type { TaskListsService } from "./taskLists.service";
import type { TaskMovesService } from "./taskMoves.service";
import { TasksArgs } from "./tasks.args";
import type { Change } from "./tasks.changes";
import { TaskConnection } from "./tasks.connection";
import { CreateTaskInput, DeleteTaskInput, MoveTaskInput, RestoreTaskInput, UpdateTaskInput } from "./tasks.inputs";
import {
  CreateTaskPayload,
  DeleteTaskPayload,
  MoveTaskPayload,
  RestoreTaskPayload,
  type TaskChange,
  type TaskMove,
  UpdateTaskPayload,
} from "./tasks.payloads";
import type { TasksService } from "./tasks.service";
import type { TaskTrashService } from "./taskTrash.service";

@Resolver()
export class TasksResolver {
  constructor(
    private readonly service: TasksService,
    private readonly moves: TaskMovesService,
    private readonly trash: TaskTrashService,
    private readonly lists: TaskListsService,
  ) {}

  @Query(() => Task, {
    nullable: true,
    description: "One task, by exactly one of id and key; also from the trash. NOT_FOUND when there is none.",
  })
  async task(
    @CurrentViewer() viewer: Viewer,
    @Arg("id", () => ID, { nullable: true, description: "Begins with tsk_." }) id?: string | null,
    @Arg("key", () => String, {
      nullable: true,
      description: "Such as ABC-42; earlier keys too. Two matching projects are BAD_USER_INPUT with candidates.",
    })
    key?: string | null,
    @Selected() selection?: Selection,
  ): Promise<Task> {
    if ((id == null) === (key == null)) throw badArgument("id", "or key is needed, and just one of them.", "exclusive");
    if (key != null) return this.lists.byKey(viewer, key);
    const task = await this.lists.find(viewer, requireId("tsk", id as string, "id"), selection);
    if (!task) throw notFound("The task");
    return task;
  }

  @Query(() => TaskConnection, {
    nullable: true,
    description: "Tasks of all the viewer's projects; by default the newest first.",
  })
  async tasks(
    @CurrentViewer() viewer: Viewer,
    @Args() args: TasksArgs,
    @SelectedNodes() selection: Selection,
  ): Promise<Page<Task>> {
    return this.lists.ofViewer(viewer, args, selection);
  }

  @Mutation(() => CreateTaskPayload, {
    nullable: true,
    description: "Create a task, in the personal project unless told.",
  })
  async createTask(@CurrentViewer() viewer: Viewer, @Arg("input") input: CreateTaskInput): Promise<TaskChange> {
    return payload(await this.service.createTask(viewer, input));
  }

  @Mutation(() => UpdateTaskPayload, {
    nullable: true,
    description: "Change fields of a task; absent leaves, null clears.",
  })
  async updateTask(@CurrentViewer() viewer: Viewer, @Arg("input") input: UpdateTaskInput): Promise<TaskChange> {
    return payload(await this.service.updateTask(viewer, input));
  }

  @Mutation(() => MoveTaskPayload, { nullable: true, description: "Put a task in another place, status or project." })
  async moveTask(@CurrentViewer() viewer: Viewer, @Arg("input") input: MoveTaskInput): Promise<TaskMove> {
    const change = await this.moves.moveTask(viewer, input);
    return { ...payload(change), sourceSeq: change.sourceSeq ?? null };
  }

  @Mutation(() => DeleteTaskPayload, { nullable: true, description: "Put a task and its subtasks in the trash." })
  async deleteTask(@CurrentViewer() viewer: Viewer, @Arg("input") input: DeleteTaskInput): Promise<TaskChange> {
    return payload(await this.trash.deleteTask(viewer, input));
  }

  @Mutation(() => RestoreTaskPayload, {
    nullable: true,
    description: "Take a task, and the subtasks that went with it, out of the trash.",
  })
  async restoreTask(@CurrentViewer() viewer: Viewer, @Arg("input") input: RestoreTaskInput): Promise<TaskChange> {
    return payload(await this.trash.restoreTask(viewer, input));
  }
}

function payload({ entity, seq }: Change): TaskChange {
  return { task: entity, seq };
}
