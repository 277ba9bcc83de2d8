import { isDeepStrictEqual } from "node:util";
import { mask, rowsOfTask } from "./traces.mjs";
import { newTask, OPERATIONS, requestOf } from "./operations.mjs";

/** The mutations, in an order in which each finds what the one before has left. */
const WRITES = ["create", "update", "move"];

/**
 * Asks all servers the same and throws when two answer differently: reads at random; of mutations each server has a task
 * of its own, where what only time and order decide is left out, and the rows that they leave are compared as well.
 */
export async function compareServers({ servers, world, admin }, operations, random, times) {
  let compared = 0;
  for (const name of operations.filter((each) => !OPERATIONS[each].isMutation)) {
    for (let i = 0; i < times; i++) {
      const { as, variables } = OPERATIONS[name].make(world, random);
      const able = servers.filter((server) => server.operations.includes(name));
      const answers = [];
      for (const server of able) answers.push(await ask(server, name, world.authorizationOf(as), variables));
      requireEqual(name, able, answers, variables);
      compared += answers.length - 1;
    }
  }
  if (operations.some((name) => OPERATIONS[name].isMutation)) {
    for (let i = 0; i < times; i++) compared += await compareWrites({ servers, world, admin }, operations, random);
  }
  return compared;
}

async function compareWrites({ servers, world, admin }, operations, random) {
  const project = random.pick(world.projects.slice(1));
  const { as, variables } = newTask(world, random, project);
  const anchor = random.pick(project.tasks).id;
  const title = world.writeText(random, 4);
  const inputs = {
    create: (tag) => ({
      ...variables.input,
      title: `${variables.input.title} ${tag}`,
      idempotencyKey: `${tag}${variables.input.idempotencyKey}`,
    }),
    update: (tag, id) => ({ id, title: `${title} ${tag}`, priority: "URGENT" }),
    move: (tag, id) => ({ id, status: "DONE", afterId: anchor }),
  };
  const ids = new Map();
  let compared = 0;
  for (const name of WRITES.filter((write) => write === "create" || operations.includes(write))) {
    const able = servers.filter((server) => server.operations.includes(name));
    const [answers, traces] = [[], []];
    for (const server of able) {
      const tag = `zq${String.fromCharCode(97 + servers.indexOf(server))}`;
      const data = await ask(server, name, world.authorizationOf(as), { input: inputs[name](tag, ids.get(server)) });
      const id = Object.values(data)[0].task.id;
      ids.set(server, id);
      answers.push(mask(data, id, tag));
      traces.push(mask(await rowsOfTask(admin, id), id, tag));
    }
    requireEqual(name, able, answers, variables);
    requireEqual(`rows of ${name}`, able, traces, variables);
    compared += 2 * (able.length - 1);
  }
  return compared;
}

/** The `data` of an answer, from its JSON. */
async function ask(server, name, authorization, variables) {
  const { method, path, body } = requestOf(server, OPERATIONS[name], variables);
  const response = await fetch(server.url + path, {
    method,
    headers: { authorization, ...(body && { "content-type": "application/json" }) },
    ...(body && { body }),
  });
  const answer = await response.json();
  const data = server.isGraphQL ? answer.data : answer;
  if (response.status !== 200 || !data || answer.errors || answer.error)
    throw new Error(`${server.name} ${name} answers ${response.status}: ${JSON.stringify(answer).slice(0, 1_000)}`);
  return data;
}

/** Keys in whatever order; everything else to the letter. */
function requireEqual(name, servers, answers, variables) {
  for (const [i, answer] of answers.entries()) {
    if (isDeepStrictEqual(answer, answers[0])) continue;
    const [expected, found] = [answers[0], answer].map((each) => JSON.stringify(sorted(each)));
    const at = [...expected].findIndex((char, index) => char !== found[index]);
    const near = (text) => text.slice(Math.max(0, at - 200), at + 200);
    throw new Error(
      `${name}: ${servers[0].name} and ${servers[i].name} differ for ${JSON.stringify(variables)}\n${near(expected)}\n${near(found)}`,
    );
  }
}

function sorted(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
