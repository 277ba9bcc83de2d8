import { entities } from "../app/entities";
import { tableOf } from "../platform/db/table";
import { eventsOf } from "./database";
import {
  buildApiToken,
  buildComment,
  buildLabel,
  buildMember,
  buildPendingMember,
  buildProject,
  buildTask,
  buildUser,
  type BuiltProject,
  type Person,
} from "./factories";
import { change } from "./mutations";
import type { Samples } from "./schemaSweep";
import type { TestApp } from "./testApp";

/** In every text of a victim's. */
const CANARY = "canary";
const ANY_ID = /\b(?:usr|prj|mem|tsk|lbl|cmt|evt|ses|tok)_[0-9a-z]{26}\b/g;

/** A person of whom nobody else may learn anything. */
export interface Victim {
  person: Person;
  project: BuiltProject;
  /** One of each kind. */
  ids: Record<string, string>;
  /** What of theirs is in a text: their ids and their words. */
  tracesIn(text: string): string[];
}

/** To be built before anybody else: all ids that there are then count as the victim's. */
export async function buildVictim(test: TestApp): Promise<Victim> {
  const person = await buildUser(test, { name: `Miss ${CANARY}`, email: `miss@${CANARY}.example` });
  const project = await buildProject(test, { owner: person, name: `A ${CANARY} project`, key: CANARY.toUpperCase() });
  const label = await buildLabel(test, { project, name: `${CANARY} label` });
  const mate = await buildMember(test, {
    project,
    person: await buildUser(test, { name: `Mate ${CANARY}`, email: `mate@${CANARY}.example` }),
  });
  const pending = await buildPendingMember(test, { project, email: `pending@${CANARY}.example` });
  const texts = { title: `A ${CANARY} task`, description: `Of ${CANARY}s` };
  const task = await buildTask(test, { project, ...texts, labelIds: [label.id], assigneeId: mate.id });
  await buildTask(test, { project, ...texts, parentId: task.id });
  const trashed = await buildTask(test, { project, ...texts });
  await change(test, person, "deleteTask", { id: trashed.id });
  const comment = await buildComment(test, { task, body: `A ${CANARY} comment` });
  const [event] = await eventsOf(test, project.id);
  const ids = {
    user: person.id,
    project: project.id,
    member: mate.memberId,
    pending: pending.id,
    task: task.id,
    trashed: trashed.id,
    label: label.id,
    comment: comment.id,
    event: event?.id as string,
    session: person.sessionId,
    apiToken: (await buildApiToken(test, person, { name: `${CANARY} token` })).id,
  };
  const theirs = await allIds(test);
  const tracesIn = (text: string) =>
    [...text.matchAll(ANY_ID)]
      .map(([id]) => id)
      .filter((id) => theirs.has(id))
      .concat(text.match(new RegExp(CANARY, "gi")) ?? []);
  return { person, project, ids, tracesIn };
}

/** The ids of everything that there is. */
export async function allIds({ app }: TestApp): Promise<Set<string>> {
  const rows = entities.map(async (entity) => {
    const table = tableOf(entity);
    return (await app.db.readLatest().query(`SELECT ${table.select("t")} FROM ${table.name} t`)).map((row) =>
      table.read(row),
    );
  });
  return new Set(JSON.stringify(await Promise.all(rows)).match(ANY_ID));
}

/** Things of a person's own, which their calls may name. */
export async function buildSamples(test: TestApp, owner: Person): Promise<Samples> {
  const project = await buildProject(test, { owner });
  const { memberId } = await buildMember(test, { project });
  const task = await buildTask(test, { project });
  const ids = {
    prj: project.id,
    tsk: task.id,
    cmt: (await buildComment(test, { task })).id,
    lbl: (await buildLabel(test, { project })).id,
    mem: memberId,
    usr: owner.id,
    ses: owner.sessionId,
    tok: (await buildApiToken(test, owner)).id,
  };
  const values = {
    String: "A sample",
    Int: 1,
    Boolean: true,
    Date: "2025-01-02",
    DateTime: "2025-01-02T03:04:05.000Z",
    email: (await buildUser(test)).email,
    color: "#123456",
    key: "SAMPLE",
    timezone: "UTC",
    avatarUrl: "https://example.com/me.png",
    startOn: "2025-01-02",
    expiresAt: "2999-01-02T03:04:05.000Z",
  };
  return { ids, values };
}
