import type { Reader } from "../../platform/db/database";
import { badInput } from "../../platform/errors";
import type { Task } from "./task.entity";
import { countTree, findAncestry, findDescendants, findTask } from "./tasks.repository";

/** Levels of a task and all that is below it, and tasks of a whole tree: they bound what one change of a tree costs. */
const MAX_LEVELS = 20;
const MAX_TREE = 1_000;

/** That a task may stand under `parentId`. @throws AppError BAD_USER_INPUT naming parentId */
export async function requireParent(
  reader: Reader,
  task: Pick<Task, "id" | "projectId">,
  parentId: string | null,
): Promise<void> {
  if (parentId === null) return;
  const parent = await findTask(reader, parentId);
  if (!parent || parent.deletedAt || parent.projectId !== task.projectId) {
    throw badInput("parentId", "is no task of the project.", "task");
  }
  const above = await findAncestry(reader, parentId);
  if (above.includes(task.id)) throw badInput("parentId", "would put the task under itself.", "cycle");
  // Those in the trash count, as they may come back.
  const below = await findDescendants(reader, task.id, false);
  if (above.length + 1 + below.length > MAX_LEVELS) {
    throw badInput("parentId", `would nest tasks more than ${MAX_LEVELS} levels deep.`, "depth");
  }
  const root = above.at(-1) as string;
  const isInTree = (await findAncestry(reader, task.id)).at(-1) === root;
  if (!isInTree && (await countTree(reader, root)) + 1 + below.flat().length > MAX_TREE) {
    throw badInput("parentId", `would make a tree of more than ${MAX_TREE} tasks.`, "limit");
  }
}
