import { Credential } from "../modules/auth/credential.entity";
import { Session } from "../modules/auth/session.entity";
import { Passwords } from "../platform/auth/passwords";
import { newId } from "../platform/ids";
import type { BuiltProject, Person } from "./factories";
import {
  buildAccount,
  buildApiToken,
  buildComment,
  buildLabel,
  buildMailToken,
  buildMember,
  buildProject,
  buildTask,
  buildUser,
} from "./factories";
import { change, type MutationName } from "./mutations";
import type { TestApp } from "./testApp";

/** People who stand differently to one project. */
export interface World {
  test: TestApp;
  project: BuiltProject;
  actors: Record<ActorName, Person | null>;
  /** Of an account that can sign in; all actors have its password. */
  account: { email: string; password: string };
  /** Gives a person that password. */
  password: (person: Person) => Promise<void>;
}
export const ACTORS = ["owner", "admin", "member", "viewer", "stranger", "anonymous"] as const;
type ActorName = (typeof ACTORS)[number];

interface MutationCase {
  /** A valid input that changes something, about an entity of its own. */
  input: (world: World) => object | Promise<object>;
  /** Somebody who stands as the actor does and can be spent; the actor, where it says nothing. */
  standIn?: (world: World, actor: ActorName) => Promise<Person | null>;
  /** The code that each actor is refused with; null for those who may. */
  codes: Record<ActorName, string | null>;
  /** What makes the input invalid: the name of the bad field, then what to put there. */
  invalid: [field: string, value: unknown][];
}

const ANYBODY = { owner: null, admin: null, member: null, viewer: null, stranger: null, anonymous: null };
const SIGNED_IN = { ...ANYBODY, anonymous: "UNAUTHENTICATED" };
const EDITORS = { ...SIGNED_IN, viewer: "FORBIDDEN", stranger: "NOT_FOUND" };
const MANAGERS = { ...EDITORS, member: "FORBIDDEN" };
const PROJECT_OWNER = { ...MANAGERS, admin: "FORBIDDEN" };
const THE_OWNER = { ...SIGNED_IN, admin: "NOT_FOUND", member: "NOT_FOUND", viewer: "NOT_FOUND", stranger: "NOT_FOUND" };

const long = (length: number) => "x".repeat(length + 1);
const BAD_RETRY_KEY: MutationCase["invalid"] = [
  ["idempotencyKey", ""],
  ["idempotencyKey", long(255)],
];
const badIds = (field: string, otherKind: "prj" | "tsk"): MutationCase["invalid"] => [
  [field, "nonsense"],
  [field, newId(otherKind)],
];
const BAD_TOKENS: MutationCase["invalid"] = [
  ["token", ""],
  ["token", "nonsense"],
  ["token", long(100)],
];
const BAD_BODIES: MutationCase["invalid"] = [
  ["body", ""],
  ["body", " \n"],
  ["body", long(10_000)],
  ["body", "nul \0"],
  ["body", "half \ud83d"],
  ["body", null],
];
const tooMany = Array.from({ length: 51 }, () => newId("lbl"));
/** A project of its own with the same people: for what changes their rights in it, or ends it. */
async function sameAgain({ test, actors, project }: World): Promise<BuiltProject & { adminId: string }> {
  const again = await buildProject(test, { owner: project.owner });
  const add = async (person: Person | null, role: "ADMIN" | "MEMBER" | "VIEWER") =>
    (await buildMember(test, { project: again, role, ...(person && { person }) })).memberId;
  const adminId = await add(actors.admin, "ADMIN");
  await add(actors.member, "MEMBER");
  await add(actors.viewer, "VIEWER");
  return { ...again, adminId };
}
const personOf = (world: World) => world.project.owner;

/** For every mutation who may and who may not, and what is no valid input. */
export const MUTATION_CASES: Record<MutationName, MutationCase> = {
  createProject: {
    input: () => ({ name: `Project ${newId("evt")}` }),
    codes: SIGNED_IN,
    invalid: [
      ["name", ""],
      ["name", "  "],
      ["name", long(100)],
      ["name", "nul \0"],
      ["name", null],
      ["key", "A"],
      ["key", "abc"],
      ["key", "1AB"],
      ["key", "ABCDEFGHIJK"],
      ["key", "MY"],
      ["description", long(10_000)],
      ["color", "red"],
      ...badIds("id", "tsk"),
      ...BAD_RETRY_KEY,
    ],
  },
  updateProject: {
    input: async ({ project }) => ({ id: project.id, name: `Renamed ${newId("evt")}` }),
    codes: MANAGERS,
    invalid: [
      ["name", null],
      ["name", ""],
      ["name", long(100)],
      ["key", null],
      ["key", "MY"],
      ["key", "a"],
      ["color", null],
      ["color", "#12"],
      ["description", long(10_000)],
      ["expectedVersion", "one"],
      ...badIds("id", "tsk"),
      ...BAD_RETRY_KEY,
    ],
  },
  archiveProject: {
    input: async (world) => ({ id: (await sameAgain(world)).id }),
    codes: MANAGERS,
    invalid: [["expectedVersion", "one"], ...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  unarchiveProject: {
    input: async (world) => {
      const { id, owner } = await sameAgain(world);
      await change(world.test, owner, "archiveProject", { id });
      return { id };
    },
    codes: MANAGERS,
    invalid: [["expectedVersion", "one"], ...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  deleteProject: {
    input: async (world) => ({ id: (await sameAgain(world)).id }),
    codes: PROJECT_OWNER,
    invalid: [["expectedVersion", "one"], ...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  restoreProject: {
    input: async (world) => {
      const { id, owner } = await sameAgain(world);
      await change(world.test, owner, "deleteProject", { id });
      return { id };
    },
    codes: PROJECT_OWNER,
    invalid: [["expectedVersion", "one"], ...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  transferProject: {
    input: async (world) => {
      const { id, adminId } = await sameAgain(world);
      return { id, memberId: adminId };
    },
    codes: PROJECT_OWNER,
    invalid: [
      ["memberId", newId("mem")],
      ["memberId", null],
      ...badIds("memberId", "tsk"),
      ...badIds("id", "tsk"),
      ...BAD_RETRY_KEY,
    ],
  },
  addProjectMember: {
    input: async ({ test, project }) => ({
      projectId: project.id,
      email: (await buildUser(test)).email,
      role: "MEMBER",
    }),
    codes: MANAGERS,
    invalid: [
      ["email", "nonsense"],
      ["role", "OWNER"],
      ["role", "BOSS"],
      ["role", null],
      ...badIds("projectId", "tsk"),
      ...BAD_RETRY_KEY,
    ],
  },
  updateProjectMember: {
    input: async ({ test, project }) => ({ id: (await buildMember(test, { project })).memberId, role: "VIEWER" }),
    codes: MANAGERS,
    invalid: [["role", "OWNER"], ["role", "BOSS"], ["role", null], ...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  removeProjectMember: {
    input: async ({ test, project }) => ({ id: (await buildMember(test, { project })).memberId }),
    codes: MANAGERS,
    invalid: [...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  createTask: {
    input: ({ project }) => ({ projectId: project.id, title: `Task ${newId("evt")}` }),
    codes: EDITORS,
    invalid: [
      ["title", ""],
      ["title", " \n"],
      ["title", long(500)],
      ["title", null],
      ["title", "half \ud83d"],
      ["description", long(100_000)],
      ["status", "OPEN"],
      ["priority", "HIGHEST"],
      ["dueOn", "2025-02-29"],
      ["dueOn", "tomorrow"],
      ["dueAt", "2025-01-01"],
      ["startOn", "2025-13-01"],
      ["startAt", "2025-01-01T24:00:00Z"],
      ["labelIds", tooMany],
      ["labelIds", ["nonsense"]],
      ["labelIds", [newId("lbl")]],
      ["assigneeId", newId("usr")],
      ["parentId", newId("tsk")],
      ...badIds("id", "prj"),
      ...badIds("projectId", "tsk"),
      ...badIds("assigneeId", "tsk"),
      ...badIds("parentId", "prj"),
      ...BAD_RETRY_KEY,
    ],
  },
  updateTask: {
    input: async ({ test, project }) => ({ id: (await buildTask(test, { project })).id, title: "Renamed" }),
    codes: EDITORS,
    invalid: [
      ["title", null],
      ["title", ""],
      ["title", long(500)],
      ["status", null],
      ["status", "OPEN"],
      ["priority", null],
      ["description", long(100_000)],
      ["dueOn", "2025-02-30"],
      ["dueAt", "noon"],
      ["startOn", "0000-01-01"],
      ["startAt", 5],
      ["assigneeId", newId("usr")],
      ["parentId", newId("tsk")],
      ["labelIds", null],
      ["labelIds", tooMany],
      ["labelIds", [newId("lbl")]],
      ["addLabelIds", null],
      ["addLabelIds", tooMany],
      ["addLabelIds", [newId("lbl")]],
      ["removeLabelIds", null],
      ["removeLabelIds", ["nonsense"]],
      ...badIds("id", "prj"),
      ...badIds("assigneeId", "tsk"),
      ...badIds("parentId", "prj"),
      ...BAD_RETRY_KEY,
    ],
  },
  moveTask: {
    input: async ({ test, project }) => ({ id: (await buildTask(test, { project })).id, status: "DONE" }),
    codes: EDITORS,
    invalid: [
      ["status", null],
      ["status", "OPEN"],
      ["afterId", newId("tsk")],
      ["beforeId", newId("tsk")],
      ["projectId", newId("prj")],
      ...badIds("projectId", "tsk"),
      ...badIds("id", "prj"),
      ...badIds("afterId", "prj"),
      ...badIds("beforeId", "prj"),
      ...BAD_RETRY_KEY,
    ],
  },
  deleteTask: {
    input: async ({ test, project }) => ({ id: (await buildTask(test, { project })).id }),
    codes: EDITORS,
    invalid: [...badIds("id", "prj"), ...BAD_RETRY_KEY],
  },
  restoreTask: {
    input: async ({ test, project }) => {
      const { id } = await buildTask(test, { project });
      await change(test, project.owner, "deleteTask", { id });
      return { id };
    },
    codes: EDITORS,
    invalid: [...badIds("id", "prj"), ...BAD_RETRY_KEY],
  },
  createLabel: {
    input: ({ project }) => ({ projectId: project.id, name: newId("lbl") }),
    codes: MANAGERS,
    invalid: [
      ["name", ""],
      ["name", long(50)],
      ["name", null],
      ["color", "blue"],
      ["color", "#12345"],
      ...badIds("id", "tsk"),
      ...badIds("projectId", "tsk"),
      ...BAD_RETRY_KEY,
    ],
  },
  updateLabel: {
    input: async ({ test, project }) => ({ id: (await buildLabel(test, { project })).id, name: newId("lbl") }),
    codes: MANAGERS,
    invalid: [
      ["name", null],
      ["name", ""],
      ["name", long(50)],
      ["color", null],
      ["color", "blue"],
      ...badIds("id", "tsk"),
      ...BAD_RETRY_KEY,
    ],
  },
  deleteLabel: {
    input: async ({ test, project }) => ({ id: (await buildLabel(test, { project })).id }),
    codes: MANAGERS,
    invalid: [...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  addComment: {
    input: async ({ test, project }) => ({ taskId: (await buildTask(test, { project })).id, body: "Well done" }),
    codes: EDITORS,
    invalid: [...BAD_BODIES, ...badIds("id", "tsk"), ...badIds("taskId", "prj"), ...BAD_RETRY_KEY],
  },
  updateComment: {
    input: async (world) => ({ id: await buildOwnersComment(world), body: "Changed" }),
    codes: { ...MANAGERS, admin: "FORBIDDEN" },
    invalid: [...BAD_BODIES, ["expectedVersion", "one"], ...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  deleteComment: {
    input: async (world) => ({ id: await buildOwnersComment(world) }),
    codes: MANAGERS,
    invalid: [...badIds("id", "tsk"), ...BAD_RETRY_KEY],
  },
  updateProfile: {
    input: () => ({ name: `Renamed ${newId("evt")}` }),
    codes: SIGNED_IN,
    invalid: [
      ["name", null],
      ["name", ""],
      ["name", long(100)],
      ["timezone", null],
      ["timezone", "Mars/Olympus"],
      ["timezone", "+02:00"],
      ["avatarUrl", "http://example.com/me.png"],
      ["avatarUrl", "me.png"],
      ["avatarUrl", `https://example.com/${long(2_000)}`],
      ...BAD_RETRY_KEY,
    ],
  },
  register: {
    input: () => ({ name: "Somebody", email: `${newId("usr")}@example.com`, password: "correct horse" }),
    codes: ANYBODY,
    invalid: [
      ["name", ""],
      ["name", long(100)],
      ["email", "nonsense"],
      ["password", "7 chars"],
      ["password", long(128)],
      ["timezone", "Mars/Olympus"],
    ],
  },
  login: {
    input: ({ account }) => account,
    codes: ANYBODY,
    invalid: [
      ["email", ""],
      ["email", long(254)],
      ["password", ""],
      ["password", long(128)],
    ],
  },
  revokeSession: {
    input: async (world) => ({ id: await buildSession(world.test, personOf(world)) }),
    codes: THE_OWNER,
    invalid: badIds("id", "tsk"),
  },
  revokeAllSessions: {
    input: () => ({ includeCurrent: false }),
    codes: SIGNED_IN,
    invalid: [["includeCurrent", "all"]],
  },
  createApiToken: {
    input: () => ({ name: "Reports", scopes: ["READ"] }),
    codes: SIGNED_IN,
    invalid: [
      ["name", ""],
      ["name", " "],
      ["name", long(100)],
      ["name", null],
      ["scopes", []],
      ["scopes", ["ADMIN"]],
      ["scopes", [null]],
      ["scopes", null],
      ["expiresAt", "2020-01-01T00:00:00Z"],
      ["expiresAt", "2999-01-01"],
    ],
  },
  revokeApiToken: {
    input: async (world) => ({ id: (await buildApiToken(world.test, personOf(world))).id }),
    codes: THE_OWNER,
    invalid: badIds("id", "tsk"),
  },
  requestEmailVerification: {
    input: async ({ test }) => ({ email: (await buildAccount(test)).email }),
    codes: ANYBODY,
    invalid: [["email", "nonsense"]],
  },
  verifyEmail: {
    input: async ({ test }) => ({ token: await buildMailToken(test, await buildAccount(test), "VERIFY_EMAIL") }),
    codes: ANYBODY,
    invalid: BAD_TOKENS,
  },
  requestPasswordReset: {
    input: async ({ test }) => ({ email: (await buildAccount(test)).email }),
    codes: ANYBODY,
    invalid: [["email", "nonsense"]],
  },
  resetPassword: {
    input: async ({ test }) => ({
      token: await buildMailToken(test, await buildAccount(test), "RESET_PASSWORD"),
      newPassword: "battery staple",
    }),
    codes: ANYBODY,
    invalid: [...BAD_TOKENS, ["newPassword", "7 chars"], ["newPassword", long(128)]],
  },
  changePassword: {
    input: ({ account }) => ({ currentPassword: account.password, newPassword: account.password }),
    codes: SIGNED_IN,
    invalid: [
      ["currentPassword", "wrong horse"],
      ["currentPassword", ""],
      ["newPassword", "7 chars"],
      ["newPassword", long(128)],
    ],
  },
  deleteAccount: {
    input: ({ account }) => ({ password: account.password }),
    // The owner's project has members; whoever is only in it can go.
    codes: { ...SIGNED_IN, owner: "CONFLICT" },
    standIn: async ({ test, project, password, actors }, actor) => {
      if (actor === "owner" || actor === "anonymous") return actors[actor];
      const person =
        actor === "stranger"
          ? await buildUser(test)
          : await buildMember(test, { project, role: actor.toUpperCase() as "ADMIN" });
      await password(person);
      return person;
    },
    invalid: [
      ["password", "wrong horse"],
      ["password", ""],
    ],
  },
};

async function buildOwnersComment({ test, project }: World): Promise<string> {
  return (await buildComment(test, { task: await buildTask(test, { project }) })).id;
}

/** A further device on which a person is signed in; answers the session's id. */
async function buildSession({ app, clock }: TestApp, person: Person): Promise<string> {
  const [id, now] = [newId("ses"), clock()];
  const times = { lastUsedAt: now, createdAt: now, expiresAt: new Date(now.getTime() + 86_400_000), endedAt: null };
  await app.db.transact(null, {}, (tx) =>
    tx.insert(Session, [{ id, userId: person.id, device: null, ipAddress: null, ...times }]),
  );
  return id;
}

/** Also an account with a password, as signing in needs one. */
export async function buildWorld(test: TestApp): Promise<World> {
  const project = await buildProject(test);
  const account = { email: `${newId("usr")}@example.com`, password: "correct horse" };
  await change(test, null, "register", { ...account, name: "Somebody" });
  const actors = {
    owner: project.owner,
    admin: await buildMember(test, { project, role: "ADMIN" }),
    member: await buildMember(test, { project, role: "MEMBER" }),
    viewer: await buildMember(test, { project, role: "VIEWER" }),
    stranger: await buildUser(test),
    anonymous: null,
  };
  const { app, config } = test;
  const passwordHash = await new Passwords(config.passwords.cost, config.passwords).hash(account.password);
  const password = ({ id }: Person) =>
    app.db.transact(null, { users: [id] }, (tx) => tx.insert(Credential, [{ id, passwordHash }]));
  for (const actor of Object.values(actors)) if (actor) await password(actor);
  return { test, project, actors, account, password };
}
