import { typeid } from "typeid-js";
import { send } from "../../support/graphql";
import type { Account } from "../kill9/burst";

const CREATE = "mutation ($input: CreateTaskInput!) { createTask(input: $input) { seq } }";
const DELETE = "mutation ($input: DeleteTaskInput!) { deleteTask(input: $input) { seq } }";

/** A task and its subtasks, as the writer knows them. */
export interface Family {
  /** Of the tasks whose creation was acknowledged, the parent first. */
  readonly ids: string[];
  /** Kept: nobody asked for its deletion. Sent: asked for, without an answer. */
  deletion: "kept" | "sent" | "acknowledged";
}

/** Creates families and puts most of them in the trash, until the server is gone or `isOver`. */
export async function writeFamilies(
  url: string,
  { token, projects }: Account,
  families: Family[],
  chance: () => number,
  isOver: () => boolean,
): Promise<void> {
  /** Whether the change was acknowledged; no answer comes when the server is killed. */
  const isDone = async (document: string, input: object): Promise<boolean> => {
    const answer = await send(url, token, document, { input }).catch(() => null);
    if (answer?.errors) throw new Error(`A change was refused: ${JSON.stringify(answer.errors)}`);
    return answer !== null;
  };
  while (!isOver()) {
    const project = projects[Math.floor(chance() * projects.length)] as Account["projects"][number];
    const family: Family = { ids: [], deletion: "kept" };
    families.push(family);
    const children = Math.floor(chance() * 8);
    for (let i = 0; i <= children && !isOver(); i++) {
      const id = typeid("tsk").toString();
      const parent = family.ids[0] ? { parentId: family.ids[0] } : {};
      const task = { id, projectId: project.id, title: `Task ${id}`, labelIds: project.labelIds, ...parent };
      if (!(await isDone(CREATE, task))) return;
      family.ids.push(id);
    }
    if (isOver() || chance() < 0.2) continue;
    family.deletion = "sent";
    if (!(await isDone(DELETE, { id: family.ids[0] }))) return;
    family.deletion = "acknowledged";
  }
}
