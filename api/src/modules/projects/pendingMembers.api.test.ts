import type { Tx } from "../../platform/db/database";
import { idBytes, newId } from "../../platform/ids";
import { ask, send } from "../../testing/client";
import { dumpTables, eventsOf } from "../../testing/database";
import {
  buildAccount,
  buildApiToken,
  buildMailToken,
  buildMember,
  buildPendingMember,
  buildProject,
  type BuiltProject,
  buildTask,
  buildUser,
  type Person,
} from "../../testing/factories";
import { mailedToken } from "../../testing/mailJobs";
import { badField, change, mutate, refusal } from "../../testing/mutations";
import { PAGE, type TestPage, type TestPageArgs, walkBackwards, walkForwards } from "../../testing/pages";
import { openLiveStream, takeItems } from "../../testing/projectStream";
import { DEFAULT_LIMITS, startTestApp, type TestApp, withTestApp } from "../../testing/testApp";
import { User } from "../users/user.entity";
import { PendingMembers } from "./pendingMembers.service";

/** Proves that an address is theirs. */
async function verify(test: TestApp, person: Person): Promise<void> {
  await change(test, person, "verifyEmail", { token: await buildMailToken(test, person, "VERIFY_EMAIL") });
}

interface SeenMember {
  id: string;
  isPending: boolean;
  email: string | null;
  role: string;
  user: { id: string } | null;
}
const MEMBERS =
  "query ($id: ID!) { project(id: $id) { members { totalCount nodes { id isPending email role user { id } } } } }";

describe("pending members", () => {
  let test: TestApp;
  let project: BuiltProject;
  let owner: Person;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(async () => {
    project = await buildProject(test);
    ({ owner } = project);
  });
  afterAll(() => test.close());

  const add = (email: string, role = "MEMBER") => ({ projectId: project.id, email, role });
  const membersSeenBy = async ({ token }: Person, id = project.id) =>
    (await ask<{ project: { members: { totalCount: number; nodes: SeenMember[] } } }>(test, token, MEMBERS, { id }))
      .project.members;
  const remove = (id: string) => change(test, owner, "removeProjectMember", { id });

  it.each([false, true])("are those whose address no account has verified; is there an account: %s", async (hasOne) => {
    const email = `${newId("usr")}@example.com`;
    if (hasOne) await buildUser(test, { email, isVerified: false });
    const { member } = await change(test, owner, "addProjectMember", add(email.toUpperCase()));
    expect(member).toEqual({
      id: expect.any(String),
      role: "MEMBER",
      version: 1,
      email,
      isPending: true,
      user: null,
      addedBy: { id: owner.id },
    });
    expect(await refusal(test, owner, "addProjectMember", add(email, "ADMIN"))).toMatchObject(
      badField("email", "taken"),
    );
  });

  it("are not made of those who are members already, verified or not", async () => {
    const person = await buildUser(test, { isVerified: false });
    const own = await buildProject(test, { owner: person });
    const { email } = person;
    expect(await refusal(test, person, "addProjectMember", { projectId: own.id, email, role: "ADMIN" })).toMatchObject(
      badField("email", "taken"),
    );
  });

  it("are changed and removed as others, and come back with the same id", async () => {
    const { id, email } = await buildPendingMember(test, { project });
    const admin = await buildMember(test, { project, role: "ADMIN" });
    expect((await change(test, admin, "updateProjectMember", { id, role: "VIEWER" })).member).toMatchObject({
      role: "VIEWER",
      version: 2,
      email,
    });
    const { seq } = await remove(id);
    expect((await remove(id)).seq).toBe(seq);
    expect((await membersSeenBy(owner)).nodes.some((member) => member.isPending)).toBe(false);
    expect((await change(test, owner, "addProjectMember", add(email))).member).toMatchObject({ id, version: 4 });
  });

  it("are kept from members and viewers, and shown to the owner and admins", async () => {
    const { id, email } = await buildPendingMember(test, { project });
    const query = "query ($id: ID!) { node(id: $id) { ... on ProjectMember { email } } }";
    const shown = { node: { email } };
    for (const role of ["ADMIN", "MEMBER", "VIEWER"] as const) {
      const person = await buildMember(test, { project, role });
      const mayKnow = role === "ADMIN";
      const { nodes, totalCount } = await membersSeenBy(person);
      expect(nodes.filter((member) => member.isPending).map((member) => member.email)).toEqual(mayKnow ? [email] : []);
      expect(totalCount).toBe(nodes.length);
      expect(await ask(test, person.token, query, { id })).toEqual(mayKnow ? shown : { node: null });
      if (mayKnow) continue;
      const before = await dumpTables(test);
      for (const [field, more] of [
        ["updateProjectMember", { role: "VIEWER" }],
        ["removeProjectMember", {}],
      ] as const) {
        const unknown = await mutate(test, person, field, { id: newId("mem"), ...more });
        const { errors } = await mutate(test, person, field, { id, ...more });
        expect(errors?.[0]).toMatchObject({ message: unknown.errors?.[0]?.message, extensions: { code: "NOT_FOUND" } });
      }
      expect(await refusal(test, person, "transferProject", { id: project.id, memberId: id })).toMatchObject({
        code: "FORBIDDEN",
      });
      expect(await dumpTables(test)).toEqual(before);
    }
  });

  it("stand in the list by their address among the names, from either end", async () => {
    for (const name of ["Bea", "Dora"]) await buildMember(test, { project, person: await buildUser(test, { name }) });
    const mover = await buildMember(test, { project, person: await buildUser(test, { name: "Aaron" }) });
    const last = await buildPendingMember(test, { project, email: "zoe@example.com" });
    const first = await buildPendingMember(test, { project, email: "carl@example.com" });
    await change(test, owner, "updateProfile", { name: "Yves" });
    const query = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { project(id: $id) {
      members(first: $first, after: $after, last: $last, before: $before) { ${PAGE} } } }`;
    const fetch = async (args: TestPageArgs) =>
      (await ask<{ project: { members: TestPage } }>(test, owner.token, query, { id: project.id, ...args })).project
        .members;
    const ids = (await walkForwards(fetch, 2)).flat();
    expect([ids.indexOf(mover.memberId), ids.indexOf(first.id), ids.indexOf(last.id)]).toEqual([0, 2, 5]);
    expect((await walkBackwards(fetch, 2)).flat()).toEqual(ids);
    await change(test, mover, "updateProfile", { name: "Zz" });
    expect((await walkForwards(fetch, 2)).flat()).toEqual([...ids.slice(1), mover.memberId]);
  });

  it("are no assignees", async () => {
    const person = await buildUser(test, { isVerified: false });
    await buildPendingMember(test, { project, email: person.email });
    expect(
      await refusal(test, owner, "createTask", { projectId: project.id, title: "Theirs", assigneeId: person.id }),
    ).toMatchObject(badField("assigneeId", "member"));
    // Nor do they see the project, or are they seen.
    const { errors } = await send(test, person.token, MEMBERS, { id: project.id });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "NOT_FOUND" });
    const query = "query ($id: ID!) { node(id: $id) { id } }";
    expect(await ask(test, owner.token, query, { id: person.id })).toEqual({ node: null });
  });

  it("leave no address in any log", async () => {
    const { id, email } = await buildPendingMember(test, { project, email: `${newId("usr")}@example.com` });
    await change(test, owner, "updateProjectMember", { id, role: "VIEWER" });
    await remove(id);
    const { events } = await dumpTables(test);
    expect(events?.join()).not.toContain(email);
    expect((await eventsOf(test, project.id)).slice(1).map(({ changes }) => changes)).toEqual([
      [
        { field: "isPending", before: null, after: true },
        { field: "role", before: null, after: "MEMBER" },
      ],
      [{ field: "role", before: "MEMBER", after: "VIEWER" }],
      [
        { field: "isPending", before: true, after: null },
        { field: "role", before: "VIEWER", after: null },
      ],
    ]);
  });

  it("are asked for only so often", async () => {
    await withTestApp({ ...DEFAULT_LIMITS, LIMIT_ADD_MEMBER: "2/1h" }, async (limited) => {
      const { id, owner: asker } = await buildProject(limited);
      const ask1 = (i: number) => ({ projectId: id, email: `somebody${i}@example.com`, role: "MEMBER" });
      for (const i of [1, 2]) await change(limited, asker, "addProjectMember", ask1(i));
      expect(await refusal(limited, asker, "addProjectMember", ask1(3))).toMatchObject({ code: "RATE_LIMITED" });
    });
  });

  describe("who verify their address", () => {
    it("join every project that it is pending in, archived and trashed ones too", async () => {
      const person = await buildUser(test, { isVerified: false });
      const others = [await buildProject(test, { owner }), await buildProject(test, { owner })];
      const rows: { id: string }[] = [];
      for (const one of [project, ...others]) {
        rows.push(await buildPendingMember(test, { project: one, email: person.email, role: "ADMIN" }));
      }
      await change(test, owner, "archiveProject", { id: others[0]!.id });
      await change(test, owner, "deleteProject", { id: others[1]!.id });
      const head = (await eventsOf(test, person.id)).length;
      await verify(test, person);
      for (const [i, one] of [project, ...others].entries()) {
        const { nodes } = await membersSeenBy(person, one.id);
        expect(nodes.find(({ id }) => id === rows[i]!.id)).toMatchObject({
          isPending: false,
          email: person.email,
          role: "ADMIN",
          user: { id: person.id },
        });
        const event = (await eventsOf(test, one.id)).at(-1);
        expect(event).toMatchObject({ type: "MEMBER_UPDATED", actorId: person.id, isRestricted: false });
        expect(event?.changes).toEqual([
          { field: "user", before: null, after: person.id },
          { field: "isPending", before: true, after: false },
        ]);
      }
      const own = await eventsOf(test, person.id, head);
      expect(own.map(({ type, subjectId }) => `${type} ${subjectId}`).toSorted()).toEqual(
        [`EMAIL_VERIFIED ${person.id}`, ...[project, ...others].map(({ id }) => `MEMBERSHIP_ADDED ${id}`)].toSorted(),
      );
    });

    it("do not let in who opened an account by an address that is not theirs", async () => {
      const account = await buildAccount(test);
      const { secret } = await buildApiToken(test, account);
      await buildPendingMember(test, { project, email: account.email });
      // The owner of the mailbox opens the link, and is not signed in to what a stranger has opened.
      await change(test, null, "verifyEmail", { token: account.verificationToken });
      for (const token of [account.token, secret]) {
        const { errors } = await send(test, token, MEMBERS, { id: project.id });
        expect(errors?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED", reason: "SESSION_ENDED" });
      }
      const login = () => mutate(test, null, "login", { email: account.email, password: account.password });
      expect((await login()).errors?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED" });
      const token = await mailedToken(test, account, "reset-password");
      await change(test, null, "resetPassword", { token, newPassword: account.password });
      const { data } = (await login()) as unknown as { data: { login: { accessToken: string } } };
      expect((await membersSeenBy({ ...account, token: data.login.accessToken })).totalCount).toBe(2);
    });

    it("join nowhere that they were removed from while pending", async () => {
      const person = await buildUser(test, { isVerified: false });
      const { id } = await buildPendingMember(test, { project, email: person.email });
      await remove(id);
      await verify(test, person);
      const { errors } = await send(test, person.token, MEMBERS, { id: project.id });
      expect(errors?.[0]?.extensions).toMatchObject({ code: "NOT_FOUND" });
      const { member } = await change(test, owner, "addProjectMember", add(person.email));
      expect(member).toMatchObject({ isPending: false, user: { id: person.id } });
      expect(member.id).not.toBe(id);
    });

    it("come back by the membership that they had before", async () => {
      const { memberId, ...person } = await buildMember(test, { project, role: "ADMIN" });
      await remove(memberId);
      await test.app.db.transact(null, {}, (tx) => tx.update(User, person.id, { emailVerifiedAt: null }));
      const pending = await buildPendingMember(test, { project, email: person.email, role: "VIEWER" });
      await verify(test, person);
      const { nodes } = await membersSeenBy(owner);
      expect(nodes.filter(({ email }) => email === person.email)).toEqual([
        { id: memberId, isPending: false, email: person.email, role: "VIEWER", user: { id: person.id } },
      ]);
      expect((await eventsOf(test, project.id)).slice(-2).map(({ type, subjectId }) => [type, subjectId])).toEqual([
        ["MEMBER_REMOVED", pending.id],
        ["MEMBER_ADDED", memberId],
      ]);
    });

    it("are never left pending by whoever adds them at that moment", async () => {
      const person = Array.from({ length: 50 }, () => buildUser(test, { isVerified: false }));
      for (const [i, one] of (await Promise.all(person)).entries()) {
        const both = [() => mutate(test, owner, "addProjectMember", add(one.email)), () => verify(test, one)];
        const work = (i % 2 === 0 ? both : both.toReversed()).map((start) => start());
        await Promise.all(work);
      }
      const { nodes, totalCount } = await membersSeenBy(owner);
      expect(totalCount).toBe(51);
      expect(nodes.filter(({ isPending }) => isPending)).toEqual([]);
    });

    it("are not passed over in a project that they are added to after it was looked up", async () => {
      const person = await buildUser(test, { isVerified: false });
      const pending = new PendingMembers(test.clock);
      const projects = await pending.projectIds(test.app.db.readLatest(), person.email);
      await buildPendingMember(test, { project, email: person.email });
      const joining = test.app.db.transact(null, { projects, users: [person.id] }, (tx) =>
        pending.join(tx, { id: person.id, emailAddress: person.email }),
      );
      await expect(joining).rejects.toMatchObject({ code: "UNAVAILABLE", details: { retryAfter: 1 } });
    });

    it("are changed as who they are by a request that saw them pending", async () => {
      const person = await buildUser(test, { isVerified: false });
      const { id } = await buildPendingMember(test, { project, email: person.email });
      const answer = await meanwhile(
        "m.id IN",
        () => mutate(test, owner, "updateProjectMember", { id, role: "ADMIN" }),
        async (tx) => {
          await tx.update(User, person.id, { emailVerifiedAt: test.clock() });
          await new PendingMembers(test.clock).join(tx, { id: person.id, emailAddress: person.email });
        },
        person,
      );
      expect(answer.data["updateProjectMember"]?.member).toMatchObject({ role: "ADMIN", user: { id: person.id } });
      const rights = (await eventsOf(test, person.id)).filter(({ subjectId }) => subjectId === project.id);
      expect(rights.map(({ type }) => type)).toEqual(["MEMBERSHIP_ADDED", "MEMBERSHIP_UPDATED"]);
    });

    it("are members at once by a request that found no account yet", async () => {
      const person = await buildUser(test, { isVerified: false });
      const emailAddress = `${newId("usr")}@example.com`;
      const answer = await meanwhile(
        "u.email_address = ?",
        () => mutate(test, owner, "addProjectMember", add(emailAddress)),
        (tx) => tx.update(User, person.id, { emailAddress, emailVerifiedAt: test.clock() }),
        person,
      );
      expect(answer.data["addProjectMember"]?.member).toMatchObject({ isPending: false, user: { id: person.id } });
    });

    /** Lets a request read what it locks by, and does the work before it has the locks. */
    async function meanwhile<T>(
      statement: string,
      request: () => Promise<T>,
      work: (tx: Tx) => Promise<void>,
      person: Person,
    ): Promise<T> {
      const locks = { projects: [project.id], users: [person.id] };
      const { answer } = await test.app.db.transact(null, locks, async (tx) => {
        const read = test.statementWith(statement);
        const sent = { answer: request() };
        await read;
        await work(tx);
        return sent;
      });
      return answer;
    }
  });

  describe("in the stream", () => {
    const PENDING = `subscription ($id: ID!) { projectStream(projectId: $id) { __typename cursor
      ... on StreamEvent { seq prevSeq type subjectId member { id isPending email } } } }`;
    const openFor = ({ token }: Person) => openLiveStream(test, token, project.id, PENDING);
    const places = (items: { seq: number; prevSeq: number }[]) => items.map(({ seq, prevSeq }) => [prevSeq, seq]);

    it("are told of to admins alone, and prevSeq skips what others do not see", async () => {
      const admin = await buildMember(test, { project, role: "ADMIN" });
      const member = await buildMember(test, { project });
      const streams = [await openFor(admin), await openFor(member)] as const;
      const { id, email } = await buildPendingMember(test, { project });
      await change(test, owner, "updateProjectMember", { id, role: "VIEWER" });
      await buildTask(test, { project });
      await remove(id);
      await buildTask(test, { project });
      const all = await takeItems(streams[0], 5);
      expect(places(all)).toEqual([3, 4, 5, 6, 7].map((seq) => [seq, seq + 1]));
      expect(all.map(({ type }) => type)).toEqual([
        "MEMBER_ADDED",
        "MEMBER_UPDATED",
        "TASK_CREATED",
        "MEMBER_REMOVED",
        "TASK_CREATED",
      ]);
      const some = await takeItems(streams[1], 2);
      expect(places(some)).toEqual([
        [3, 6],
        [6, 8],
      ]);
      expect(JSON.stringify(some)).not.toMatch(new RegExp(`${email}|${id}`));
    });

    it("are shown with their address while they are there", async () => {
      const stream = await openFor(owner);
      const { id, email } = await buildPendingMember(test, { project });
      expect(await takeItems(stream, 1)).toMatchObject([{ member: { id, isPending: true, email } }]);
    });

    it("leave the first prevSeq at what the viewer may see, by the role that they held then", async () => {
      const member = await buildMember(test, { project });
      const demoted = await buildMember(test, { project, role: "ADMIN" });
      await buildPendingMember(test, { project });
      await buildPendingMember(test, { project });
      const streams = [await openFor(member), await openFor(owner)] as const;
      await change(test, owner, "updateProjectMember", { id: demoted.memberId, role: "MEMBER" });
      expect(places(await takeItems(streams[0], 1))).toEqual([[3, 6]]);
      expect(places(await takeItems(streams[1], 1))).toEqual([[5, 6]]);
    });

    it("judge an event by the role right after it, whatever it has become by the time it is read", async () => {
      const member = await buildMember(test, { project });
      const stream = await openFor(member);
      // Both are there before the stream looks again.
      await test.app.db.transact(null, { projects: [project.id], users: [member.id] }, async (tx) => {
        const common = { streamId: project.id, subjectVersion: 2, actorId: null };
        const added = { field: "isPending", before: null, after: true };
        tx.emit({ ...common, type: "MEMBER_ADDED", subjectId: newId("mem"), changes: [added], isRestricted: true });
        const role = { field: "role", before: "MEMBER", after: "ADMIN" };
        tx.emit({ ...common, type: "MEMBER_UPDATED", subjectId: member.memberId, changes: [role] });
        await tx.execute("UPDATE project_members SET role = 20 WHERE id = ?", [idBytes(member.memberId)]);
      });
      expect(await takeItems(stream, 1)).toMatchObject([{ type: "MEMBER_UPDATED", prevSeq: 2, seq: 4 }]);
    });

    it("are seen by all as soon as they have joined", async () => {
      const member = await buildMember(test, { project });
      const person = await buildUser(test, { isVerified: false });
      const { id } = await buildPendingMember(test, { project, email: person.email });
      const stream = await openFor(member);
      await verify(test, person);
      expect(await takeItems(stream, 1)).toMatchObject([
        { type: "MEMBER_UPDATED", prevSeq: 2, seq: 4, member: { id, isPending: false, email: null } },
      ]);
    });
  });
});
