import type { GraphQLFormattedError } from "graphql";
import { send } from "../testing/client";
import { dumpTables } from "../testing/database";
import { buildApiToken, buildUser } from "../testing/factories";
import { plainCalls, type Probe } from "../testing/schemaSweep";
import { connect, type TestSocket } from "../testing/socket";
import { startTestApp, type TestApp } from "../testing/testApp";
import { buildSamples } from "../testing/victim";

/** Mutations of the account, its sessions and its tokens: for sessions only. Whoever adds a mutation decides. */
const FOR_SESSIONS = [
  ...["register", "login", "revokeSession", "revokeAllSessions", "createApiToken", "revokeApiToken"],
  ...["requestEmailVerification", "verifyEmail", "requestPasswordReset", "resetPassword"],
  ...["changePassword", "deleteAccount"],
];
const FOR_TOKENS = [
  ...["updateProfile"],
  ...["archiveProject", "unarchiveProject", "deleteProject", "restoreProject", "transferProject"],
  ...["createProject", "updateProject", "addProjectMember", "updateProjectMember", "removeProjectMember"],
  ...["createTask", "updateTask", "moveTask", "deleteTask", "restoreTask"],
  ...["createLabel", "updateLabel", "deleteLabel"],
  ...["addComment", "updateComment", "deleteComment"],
];

describe("the scopes of personal access tokens", () => {
  let test: TestApp;
  let calls: Probe[];
  let secrets: Record<"READ" | "WRITE", string>;
  beforeAll(async () => {
    test = await startTestApp();
    const person = await buildUser(test);
    calls = plainCalls(test.app.schema, await buildSamples(test, person));
    secrets = {
      READ: (await buildApiToken(test, person, { scopes: ["READ"] })).secret,
      WRITE: (await buildApiToken(test, person, { scopes: ["WRITE"] })).secret,
    };
  });
  afterAll(() => test.close());

  type Errors = readonly GraphQLFormattedError[] | undefined;
  const overHttp = async ({ document, variables }: Probe, secret: string): Promise<Errors> =>
    (await send(test, secret, document, variables("", true))).errors;

  async function overSocket({ root, document, variables }: Probe, socket: TestSocket): Promise<Errors> {
    const stream = socket.subscribe(document, variables("", root !== "Subscription"));
    const { payload } = await stream.nextMessage();
    if (root === "Subscription") stream.stop();
    return (payload as { errors?: Errors }).errors;
  }

  /** The root fields that are refused for the token, each with why. */
  async function refusedOf(secret: string, isSocket: boolean, among: Probe[]): Promise<Map<string, string>> {
    const refused = new Map<string, string>();
    const socket = isSocket ? await connect(test, secret) : null;
    for (const call of among) {
      const errors = socket ? await overSocket(call, socket) : await overHttp(call, secret);
      // Not for what an earlier call has done, such as archiving the project.
      const denied = errors?.find(
        ({ extensions, message }) => extensions?.["code"] === "FORBIDDEN" && message.includes("personal access token"),
      );
      if (denied) refused.set(call.name, denied.message);
      else if (errors?.some(({ extensions }) => extensions?.["code"] === "UNAUTHENTICATED"))
        refused.set(call.name, "?");
    }
    await socket?.close();
    return refused;
  }

  /** All that is kept, but for when tokens were last used. */
  async function dump(): Promise<object> {
    const { api_tokens: tokens, ...others } = await dumpTables(test);
    return { ...others, tokens: tokens?.length };
  }

  const mutations = () => calls.filter(({ root }) => root === "Mutation");
  const NEEDS_SESSION = "This needs a session: a personal access token may not do it.";

  it("are decided for every mutation", () => {
    expect([...FOR_SESSIONS, ...FOR_TOKENS].toSorted()).toEqual(
      mutations()
        .map(({ field }) => field)
        .toSorted(),
    );
  });

  it.each([
    ["HTTP", false],
    ["WebSocket", true],
  ])("let READ run every query and subscription, and no mutation, over %s", async (_name, isSocket) => {
    const before = await dump();
    // Over HTTP there are no subscriptions.
    const among = calls.filter(({ root }) => isSocket || root !== "Subscription");
    const refused = await refusedOf(secrets.READ, isSocket, among);
    expect([...refused.keys()].toSorted()).toEqual(
      mutations()
        .map(({ name }) => name)
        .toSorted(),
    );
    expect(await dump()).toEqual(before);
  });

  it.each([
    ["HTTP", false],
    ["WebSocket", true],
  ])("let WRITE run everything but what is for sessions, over %s", async (_name, isSocket) => {
    // What needs a session first: nothing of it may write.
    const forSessions = mutations().filter(({ field }) => FOR_SESSIONS.includes(field));
    const before = await dump();
    expect([...(await refusedOf(secrets.WRITE, isSocket, forSessions))]).toEqual(
      forSessions.map(({ name }) => [name, NEEDS_SESSION]),
    );
    expect(await dump()).toEqual(before);
    const others = calls.filter(
      ({ root, field }) =>
        !(root === "Mutation" && FOR_SESSIONS.includes(field)) && (isSocket || root !== "Subscription"),
    );
    expect(others.map(({ field }) => field)).toEqual(expect.arrayContaining(FOR_TOKENS));
    expect([...(await refusedOf(secrets.WRITE, isSocket, others))]).toEqual([]);
  });

  it("let READ say why not", async () => {
    const { data, errors } = await send(test, secrets.READ, `mutation { createTask(input: { title: "No" }) { seq } }`);
    expect(data).toEqual({ createTask: null });
    expect(errors).toEqual([
      expect.objectContaining({
        message: "This personal access token may only read.",
        extensions: { code: "FORBIDDEN", requestId: expect.any(String) },
      }),
    ]);
  });
});
