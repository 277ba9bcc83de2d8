import { type Answer, ask, send } from "../../support/graphql";
import type { Person } from "./people";

/** A task as these tests select it. */
export interface Task {
  id: string;
  key: string;
  number: number;
  title: string;
  description: string | null;
  status: string;
  priority: string;
  dueOn: string | null;
  dueAt: string | null;
  completedAt: string | null;
  deletedAt: string | null;
  position: string;
  version: number;
  assignee: { id: string } | null;
  parent: { id: string } | null;
  labels: { id: string; name: string }[];
}

export type Input = Record<string, unknown>;
type Verb = "create" | "update" | "move" | "delete" | "restore";
interface Payload {
  task: Task;
  seq: number;
}

const TASK = `id key number title description status priority dueOn dueAt completedAt deletedAt position version
  assignee { id } parent { id } labels { id name }`;

/** One mutation of a task, whatever comes of it. */
export async function tryTask(
  url: string,
  { token }: Person,
  verb: Verb,
  input: Input,
): Promise<Answer<Record<string, Payload | null>>> {
  const name = `${verb}Task`;
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}TaskInput`;
  return send(url, token, `mutation ($input: ${type}!) { ${name}(input: $input) { task { ${TASK} } seq } }`, { input });
}

/** One mutation of a task that must succeed. */
export async function doTask(url: string, person: Person, verb: Verb, input: Input): Promise<Payload> {
  const { data, errors } = await tryTask(url, person, verb, input);
  const payload = data?.[`${verb}Task`];
  if (errors || !payload) throw new Error(`${verb}Task failed: ${JSON.stringify(errors)}`);
  return payload;
}

/** A task by its id, as that person sees it. */
export async function readTask(url: string, { token }: Person, id: string): Promise<Task> {
  return (await ask<{ task: Task }>(url, token, `query ($id: ID!) { task(id: $id) { ${TASK} } }`, { id })).task;
}
