import type { Passwords } from "../platform/auth/passwords";
import { Limiter } from "../platform/auth/limiter";
import type { Logger } from "../platform/observability/logger";
import { Cursors } from "../platform/paging/cursors";
import { InProcessDoorbell } from "../platform/realtime/doorbell";
import { openDatabase } from "../app/openDatabase";
import { LabelsService } from "../modules/labels/labels.service";
import { MembersService } from "../modules/projects/members.service";
import { ProjectAccess } from "../modules/projects/projectAccess";
import { ProjectsService } from "../modules/projects/projects.service";
import { findUserByEmail } from "../modules/users/users.repository";
import { UsersService } from "../modules/users/users.service";
import { DEMO } from "./people";
import { ProjectHistory, type Stage } from "./projectHistory";
import { Random } from "./random";
import { seedPeople } from "./seedPeople";
import { shareOut } from "./shareOut";
import { Stages } from "./stages";
import { Timeline } from "./timeline";

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 540;

interface SeedOptions {
  config: Parameters<typeof openDatabase>[0];
  logger: Logger;
  tasks: number;
  /** The same seed gives the same data on the same day; only the ids of people, members and events differ. */
  seed: number;
  password: string;
  passwords: Passwords;
  /** The made-up history ends with the start of this day in UTC. */
  now: Date;
  onWritten: (tasks: number) => void;
}

/** The database was seeded before. */
export class SeededBefore extends Error {}

/** Fills a database with people, shared projects, labels and tasks, and the log of how it all came about. */
export async function seedDatabase(options: SeedOptions): Promise<{ projects: number; events: number; email: string }> {
  const until = Math.floor(options.now.getTime() / DAY_MS) * DAY_MS;
  const timeline = new Timeline(until - (HISTORY_DAYS + 1) * DAY_MS);
  const { clock } = timeline;
  const db = await openDatabase(options.config, null, {
    clock,
    doorbell: new InProcessDoorbell(),
    logger: options.logger,
  });

  async function fill(stage: Stage, branch: number, count: number): Promise<void> {
    timeline.now = stage.openedAt;
    // One transaction a project: whatever interrupts this, no task is there without its events.
    await db.transact(null, { projects: [stage.project.id] }, async (tx) => {
      const history = new ProjectHistory(tx, timeline, new Random(options.seed, branch), stage, until);
      await history.write(count, options.onWritten);
    });
  }

  try {
    if (await findUserByEmail(db.readLatest(), DEMO.email))
      throw new SeededBefore(`${DEMO.email} is in this database already.`);
    const access = new ProjectAccess();
    const cursors = new Cursors("seeding makes no cursors");
    const users = new UsersService(db, clock);
    const projects = new ProjectsService(db, clock, cursors, access, users);
    const unlimited = new Limiter("seed", { points: 1_000_000, windowS: 3_600 });
    const members = new MembersService(db, clock, cursors, access, users, unlimited);
    const people = await seedPeople(db, timeline, { users, projects, passwords: options.passwords }, options.password);

    const stages = new Stages(
      { db, projects, members, labels: new LabelsService(db, clock, access) },
      timeline,
      people,
    );
    const sizes = shareOut(options.tasks);
    const random = new Random(options.seed);
    const opened = [await stages.openPersonal(random)];
    for (const index of sizes.shared.keys()) {
      timeline.now = until - HISTORY_DAYS * DAY_MS * (1 - (index / sizes.shared.length) * 0.85);
      opened.push(await stages.openShared(random, index));
    }
    for (const [i, stage] of opened.entries()) await fill(stage, i + 1, [sizes.personal, ...sizes.shared][i] as number);
    const [log] = await db.readLatest().query<{ events: number }>("SELECT COUNT(*) AS events FROM events");
    return { projects: opened.length, events: Number(log?.events), email: DEMO.email };
  } finally {
    await db.close();
  }
}
