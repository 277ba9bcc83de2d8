import {
  describeProject,
  inBulk,
  insertProjects,
  insertSessions,
  makeProjects,
  makeSessions,
  memberRow,
  userIdsOf,
} from "./insertData.mjs";
import { insertAll } from "./insertAll.mjs";
import { Random } from "./random.mjs";

const USERS = 200;
const TASKS_PER_PROJECT = 500;
/** Three projects have so many tasks, but none more than a quarter of all. */
const SIZES = [1_000, 10_000, 100_000];
const LARGEST = 0.25;
const VIEWERS = [10, 100, 1_000];
const DAY_MS = 86_400_000;

/** A database that grows: projects of 500 tasks, and with each growth one larger one. */
export class GrowingData {
  #connection;
  #random;
  #now = Date.now() - DAY_MS;
  #sessions;
  #projects = [];
  #tasks = 0;
  #sizesLeft;
  /** Places in `world().projects` of those with 500 tasks. */
  usual = [];
  /** Of larger ones: `{size, place}`, the largest last. */
  large = [];
  /** People who are members of so many projects: `{projects, as}`. */
  viewers = [];

  /** For `tasks` in the end. */
  constructor(connection, { tasks, seed }) {
    this.#connection = connection;
    this.#random = new Random(seed);
    // Those behind the others are the viewers: in no project until they are added.
    this.#sessions = makeSessions(this.#random, this.#now, USERS + VIEWERS.length);
    this.#sizesLeft = [...new Set(SIZES.map((size) => Math.min(size, Math.floor(tasks * LARGEST))))];
  }

  /** Adds projects until there are so many tasks. */
  async growTo(tasks) {
    const isFirst = this.#tasks === 0;
    const size = this.#sizesLeft.shift();
    const usual = Math.floor((tasks - this.#tasks - (size ?? 0)) / TASKS_PER_PROJECT);
    const sizes = [...(size ? [size] : []), ...Array(usual).fill(TASKS_PER_PROJECT)];
    const from = this.#projects.length;
    const projects = makeProjects(this.#random, this.#now, this.#sessions.slice(0, USERS), sizes, from);
    await inBulk(this.#connection, async () => {
      if (isFirst) await insertSessions(this.#connection, this.#sessions, this.#now);
      // The very first one of the usual size has the newest tasks of all: they are the first page of all viewers.
      const newest = isFirst ? projects.splice(size ? 1 : 0, 1) : [];
      await insertProjects(this.#connection, this.#random, this.#now, projects);
      await insertProjects(this.#connection, this.#random, this.#now + DAY_MS / 2, newest);
      projects.push(...newest);
    });
    for (const project of projects) {
      const place = this.#projects.push(project) - 1;
      if (project.size === TASKS_PER_PROJECT) this.usual.push(place);
      else this.large.push({ size: project.size, place });
      // Only the largest is read beyond its first page.
      if (project.size !== size) project.tasks = [];
    }
    this.newest ??= this.#projects.at(-1);
    this.#tasks += projects.reduce((sum, each) => sum + each.size, 0);
  }

  /** Makes the viewers members: each of the project with the newest tasks, and of others spread over all. */
  async addViewers() {
    const others = this.usual.map((place) => this.#projects[place]).filter((project) => project !== this.newest);
    const counts = [...new Set(VIEWERS.map((count) => Math.min(count, others.length + 1)))];
    const rows = counts.flatMap((count, i) => {
      const chosen = Array.from(
        { length: count - 1 },
        (_, at) => others[Math.floor((at * others.length) / (count - 1))],
      );
      const session = this.#sessions[USERS + i];
      this.viewers.push({ projects: count, as: USERS + i });
      return [this.newest, ...chosen].map((project) => memberRow(this.#random, this.#now, project, session, false));
    });
    await inBulk(this.#connection, () => insertAll(this.#connection, "project_members", rows));
  }

  /** What requests are made from. */
  world() {
    const projects = this.#projects.map((project) => describeProject(project, this.#sessions));
    return { userIds: userIdsOf(this.#sessions), projects };
  }
}
