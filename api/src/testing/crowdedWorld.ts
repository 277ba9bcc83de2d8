import { Comment } from "../modules/comments/comment.entity";
import { TaskLabel } from "../modules/labels/taskLabel.entity";
import { ProjectMember } from "../modules/projects/projectMember.entity";
import { TaskFormerKey } from "../modules/tasks/taskFormerKey.entity";
import { TaskWord } from "../modules/tasks/taskWord.entity";
import type { EntityClass } from "../platform/db/database";
import { encodeId, idBytes, newId } from "../platform/ids";
import { JobRecord } from "../platform/jobs/job.entity";
import { cloneTask } from "./cloneTask";
import { addCrowd } from "./crowd";
import { eventsOf } from "./database";
import type { BuiltProject, BuiltTask, Person } from "./factories";
import { buildApiToken, buildComment, buildLabel, buildMember, buildProject, buildTask } from "./factories";
import { buildWorld, type World } from "./mutationCases";
import { change } from "./mutations";
import { analyzeTables } from "./statementPlans";
import type { TestApp } from "./testApp";

const CROWD = 80;
/** Of each of the crowd's. */
const TASKS_IN_CROWD = 80;
const LABELS_IN_CROWD = 20;
const TASKS_PER_PROJECT = 110;
const IN_TRASH = 60;
/** Comments and events on one task, and jobs. */
const MANY = 500;
/** Members of one project, and projects of one member. */
const ACQUAINTED = 150;
/** With those of all tasks more than a search looks up. */
const WORDS_PER_TASK = 48;
const YEAR_MS = 365 * 86_400_000;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

type Named = "project" | "task" | "comment" | "label" | "member" | "guest" | "owner" | "event" | "key" | "formerKey";

/** A world among many others, with far more of everything in it than fits on a page. */
export interface CrowdedWorld extends World {
  /** Has projects of their own only. */
  owner: Person;
  /** Is in a project of the owner's, and in many of others. */
  guest: Person;
  /** What queries name. */
  variables: Record<Named, string>;
  /** The owner's. */
  apiToken: string;
}

export async function buildCrowdedWorld(test: TestApp): Promise<CrowdedWorld> {
  const world = await buildWorld(test);
  const { owner } = world.project;
  const [project, second] = [await buildProject(test, { owner }), await buildProject(test, { owner })] as const;
  const guest = await buildMember(test, { project });
  const label = await buildLabel(test, { project });
  const title = "A rare one";
  const task = await buildTask(test, { project, title, labelIds: [label.id], assigneeId: guest.id });
  await buildTask(test, { project, parentId: task.id });
  const comment = await buildComment(test, { task });
  const moved = await buildTask(test, { project: second });
  await change(test, owner, "moveTask", { id: moved.id, projectId: project.id, idempotencyKey: "moved" });
  await change(test, owner, "deleteTask", { id: (await buildTask(test, { project })).id });
  const { secret } = await buildApiToken(test, owner);

  await addOthers(test);
  await addCrowd(test, CROWD);
  await acquaint(test, project, guest);
  for (const home of [project, second]) await fill(test, home);
  await cloneTask(test, task.id, IN_TRASH, { deletedAt: test.clock(), deletedWithId: task.id });
  await discuss(test, task);
  await addJobs(test);
  await test.app.db.transact(null, {}, (tx) => analyzeTables(tx));
  const ids = { project: project.id, task: task.id, comment: comment.id, label: label.id, member: guest.memberId };
  const people = { guest: guest.id, owner: owner.id };
  const [event] = await eventsOf(test, project.id);
  const variables = { ...ids, ...people, event: event?.id ?? "", key: task.key, formerKey: moved.key };
  return { ...world, owner, guest, variables, apiToken: secret };
}

/** What there are to be many of in the crowd. */
async function addOthers(test: TestApp): Promise<void> {
  const project = await buildProject(test);
  const [label] = await Promise.all(upTo(LABELS_IN_CROWD).map(() => buildLabel(test, { project })));
  const task = await buildTask(test, { project });
  const ids = (await cloneTask(test, task.id, TASKS_IN_CROWD)).slice(0, 40);
  const labels = ids.map((id) => ({ taskId: idBytes(id), labelId: idBytes(label?.id ?? "") }));
  const keys = ids.map((taskId, number) => ({ taskId, key: "OLD", number, projectId: project.id }));
  const comments = ids.map((taskId) => commentOn(taskId, project.owner, test.clock()));
  await insert(test, TaskLabel, labels);
  await insert(test, TaskFormerKey, keys);
  await insert(test, TaskWord, wordsOf(ids, project, 2));
  await insert(test, Comment, comments);
}

const insert = <E extends object>({ app }: TestApp, entity: EntityClass<E>, rows: readonly E[]) =>
  app.db.transact(null, {}, (tx) => tx.insert(entity, rows));

function wordsOf(taskIds: readonly string[], project: BuiltProject, count: number): TaskWord[] {
  const [ids, projectId] = [taskIds.map(idBytes), idBytes(project.id)];
  return ids.flatMap((taskId) => upTo(count).map((i) => ({ taskId, word: `common${i}`, projectId })));
}

/** Makes people of the crowd members of a project, and its member one of theirs. */
async function acquaint(test: TestApp, project: BuiltProject, guest: Person): Promise<void> {
  const owned = await test.app.db.readLatest().query<Record<"projectId" | "userId", Buffer>>(
    `SELECT id AS "projectId", owner_id AS "userId" FROM projects WHERE is_personal = 1 AND owner_id NOT IN (?, ?)
       ORDER BY id LIMIT ${ACQUAINTED}`,
    [idBytes(project.owner.id), idBytes(guest.id)],
  );
  const member = { emailAddress: null, role: "MEMBER" as const, addedById: null, removedAt: null, version: 1 };
  const rows = owned.flatMap(({ projectId, userId }) => [
    { projectId: encodeId("prj", projectId), userId: guest.id },
    { projectId: project.id, userId: encodeId("usr", userId) },
  ]);
  const members = rows.map((row) => ({ id: newId("mem"), ...row, ...member, createdAt: test.clock() }));
  await insert(test, ProjectMember, members);
}

/** Many tasks with words that begin alike. */
async function fill(test: TestApp, project: BuiltProject): Promise<void> {
  const { id } = await buildTask(test, { project, assigneeId: project.owner.id });
  const ids = await cloneTask(test, id, TASKS_PER_PROJECT);
  await cloneTask(test, id, TASKS_PER_PROJECT, { status: "DONE", completedAt: test.clock() });
  await insert(test, TaskWord, wordsOf(ids, project, WORDS_PER_TASK));
}

/** Many comments and changes. */
async function discuss({ app, clock }: TestApp, { id, project }: BuiltTask): Promise<void> {
  const comments = upTo(MANY).map(() => commentOn(id, project.owner, clock()));
  await app.db.transact(null, { projects: [project.id] }, async (tx) => {
    await tx.insert(Comment, comments);
    for (const { id: subjectId } of comments) {
      const event = { streamId: project.id, type: "COMMENT_UPDATED", subjectId, subjectVersion: 1, actorId: null };
      tx.emit({ ...event, taskId: id, changes: [] });
    }
  });
}

function commentOn(taskId: string, { id: authorId }: Person, createdAt: Date): Comment {
  const comment = { id: newId("cmt"), taskId, authorId, body: "Yes", createdAt, editedAt: null, deletedAt: null };
  return { ...comment, version: 1, inputHash: null };
}

/** Jobs that are not due yet. */
async function addJobs(test: TestApp): Promise<void> {
  const runAt = new Date(test.clock().getTime() + YEAR_MS);
  const job = { name: "later", data: {}, runAt, attempts: 0, leasedUntil: null, failedAt: null, lastError: null };
  const jobs = upTo(MANY).map((i) => ({ id: `later/${i}`, ...job }));
  await insert(test, JobRecord, jobs);
}
