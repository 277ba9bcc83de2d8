import { Random } from "./random.mjs";
import {
  describeProject,
  inBulk,
  insertProjects,
  insertSessions,
  makeProjects,
  makeSessions,
  userIdsOf,
} from "./insertData.mjs";

const USERS = 200;
const TASKS_PER_PROJECT = 1_000;
/** One project has so large a part of all tasks: pages far in are its. */
const LARGEST = 0.25;

/**
 * Fills an empty database, the same way for a seed, with what the product itself would have written (tasks with words,
 * labels and their creation in the log). Answers what requests are made from.
 */
export async function loadData(connection, { tasks, seed }) {
  const random = new Random(seed);
  const now = Date.now();
  const sessions = makeSessions(random, now, USERS);
  const sizes = [Math.floor(tasks * LARGEST)];
  for (let left = tasks - sizes[0]; left > 0; left -= TASKS_PER_PROJECT) sizes.push(Math.min(left, TASKS_PER_PROJECT));
  const projects = makeProjects(random, now, sessions, sizes);
  await inBulk(connection, async () => {
    await insertSessions(connection, sessions, now);
    await insertProjects(connection, random, now, projects);
  });
  return { userIds: userIdsOf(sessions), projects: projects.map((project) => describeProject(project, sessions)) };
}
