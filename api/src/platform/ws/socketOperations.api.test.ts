import { WebSocket } from "ws";
import { ask } from "../../testing/client";
import { buildProject, buildUser, type Person } from "../../testing/factories";
import { connect, type Message, type TestSocket } from "../../testing/socket";
import { startTestApp, type TestApp } from "../../testing/testApp";

let test: TestApp;
let person: Person;
let socket: TestSocket;
beforeAll(async () => {
  test = await startTestApp({ LOG_LEVEL: "silent" });
  person = await buildUser(test);
  socket = await connect(test, person.token);
});
afterAll(async () => {
  await socket.close();
  await test.close();
});

const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/);
const answerTo = async (payload: object): Promise<Message> => {
  const id = `raw-${(count += 1)}`;
  socket.send({ type: "subscribe", id, payload });
  return socket.take((message) => message.id === id);
};
let count = 0;

describe("an operation of a socket", () => {
  it("is no failure of the server when its client is gone before the answer can be sent", async () => {
    const lost = await connect(test, person.token);
    const send = WebSocket.prototype.send;
    const failed = new Promise<void>((resolve) => {
      jest.spyOn(WebSocket.prototype, "send").mockImplementation(function (this: WebSocket, ...args: unknown[]) {
        const done = args.at(-1);
        if (typeof done !== "function") return send.apply(this, args as Parameters<typeof send>);
        // As a write to a connection that the other side has reset, before its end is noticed.
        done(new Error("write EPIPE"));
        resolve();
      });
    });
    lost.subscribe("{ __typename }");
    await failed;
    jest.restoreAllMocks();
    await lost.close();
    expect(test.errors).toEqual([]);
  });

  it("can be a query, with variables and a name", async () => {
    const { payload } = await answerTo({
      query: "query A { nothing: __typename } query B($id: ID!) { node(id: $id) { id } }",
      operationName: "B",
      variables: { id: person.id },
    });
    expect(payload).toEqual({ data: { node: { id: person.id } } });
  });

  it("can be a mutation, whose change is there for everybody", async () => {
    const { data } = await socket.run<{ createTask: { task: { id: string } } }>(
      `mutation { createTask(input: { title: "By socket" }) { task { id } } }`,
    );
    const id = data?.createTask.task.id;
    expect(await ask(test, person.token, "query ($id: ID!) { task(id: $id) { title } }", { id })).toEqual({
      task: { title: "By socket" },
    });
  });

  it("is complete after its answer", async () => {
    const stream = socket.subscribe("{ viewer { id } }");
    await stream.next();
    expect(await stream.nextMessage()).toEqual({ type: "complete", id: stream.id });
  });

  it("sees what was written since the operation before it", async () => {
    const name = async () => (await socket.run<{ viewer: { name: string } }>("{ viewer { name } }")).data?.viewer.name;
    expect(await name()).toBe(person.name);
    await ask(test, person.token, `mutation { updateProfile(input: { name: "Grace" }) { user { id } } }`);
    expect(await name()).toBe("Grace");
  });

  it.each([
    ["a syntax error", { query: "{ viewer { id }" }, "GRAPHQL_PARSE_FAILED"],
    ["an empty document", { query: " " }, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", { query: "{ viewer { secret } }" }, "GRAPHQL_VALIDATION_FAILED"],
    ["an unknown operation", { query: "query A { __typename }", operationName: "B" }, "OPERATION_RESOLUTION_FAILURE"],
    [
      "a variable in a place of another type",
      { query: "query ($n: String) { tasks(first: $n) { totalCount } }" },
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["no operation", { query: "fragment F on User { id }" }, "GRAPHQL_VALIDATION_FAILED"],
    [
      "several operations and no name",
      { query: "query A { __typename } query B { __typename }" },
      "OPERATION_RESOLUTION_FAILURE",
    ],
  ])("with %s fails alone", async (_name, payload, code) => {
    const message = await answerTo(payload);
    expect(message).toMatchObject({
      type: "error",
      payload: [{ message: expect.any(String), extensions: { code, requestId } }],
    });
    expect(await socket.run("{ viewer { id } }")).toEqual({ data: { viewer: { id: person.id } } });
  });

  it("that is malformed is told where", async () => {
    const { payload } = await answerTo({ query: "{ viewer { id }" });
    expect(payload).toMatchObject([{ locations: [{ line: 1, column: 16 }] }]);
  });

  it("is limited as over HTTP in what its document may hold", async () => {
    const login = `login(input: { email: "a@example.com", password: "correct horse" }) { accessToken }`;
    const message = await answerTo({ query: `mutation { a: ${login} b: ${login} }` });
    expect(message).toMatchObject({ type: "error", payload: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] });
  });

  it.each([
    [
      "a variable of the wrong type",
      { query: "query ($n: Int!) { tasks(first: $n) { totalCount } }", variables: { n: "x" } },
    ],
    ["a missing variable", { query: "query ($n: Int!) { tasks(first: $n) { totalCount } }" }],
  ])("with %s is refused before it runs, and the variable named", async (_name, payload) => {
    const { payload: result } = await answerTo(payload);
    expect(result).toEqual({
      errors: [
        expect.objectContaining({
          extensions: { code: "BAD_USER_INPUT", fields: [expect.objectContaining({ path: ["n"] })], requestId },
        }),
      ],
    });
  });

  it("fails with the codes that it has over HTTP", async () => {
    const { id } = await buildProject(test);
    const { data, errors } = await socket.run("query ($id: ID!) { project(id: $id) { id } }", { id });
    expect(data).toEqual({ project: null });
    expect(errors).toEqual([
      {
        message: "The project was not found.",
        path: ["project"],
        locations: expect.any(Array),
        extensions: { code: "NOT_FOUND", requestId },
      },
    ]);
  });

  it("needs a credential where one is needed", async () => {
    const nobody = await connect(test, null);
    const { errors } = await nobody.run("{ tasks { totalCount } }");
    expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED", requestId } }]);
    await nobody.close();
  });

  it("tells nothing of how the server is made when it fails unexpectedly", async () => {
    await renameTable("project_former_keys", "hidden");
    const { errors } = await socket.run("{ tasks(first: 1) { nodes { previousKeys } } }");
    await renameTable("hidden", "project_former_keys");
    expect(errors).toEqual([
      {
        message: "Something went wrong on our side.",
        path: ["tasks", "nodes", 0, "previousKeys"],
        locations: expect.any(Array),
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId },
      },
    ]);
    expect(test.errors.at(-1)?.requestId).toBe(errors?.[0]?.extensions?.["requestId"]);
  });

  it("tells as little when it is a subscription that fails on its way", async () => {
    const { id, owner } = await buildProject(test);
    const own = await connect(test, owner.token);
    const broken = jest
      .spyOn(test.app.db, "read")
      .mockReturnValue({ query: () => Promise.reject(new Error("secret")) });
    const stream = own.subscribe("subscription ($id: ID!) { projectStream(projectId: $id) { cursor } }", { id });
    const { type, payload } = await stream.nextMessage();
    broken.mockRestore();
    expect({ type, payload }).toEqual({
      type: "error",
      payload: [
        { message: "Something went wrong on our side.", extensions: { code: "INTERNAL_SERVER_ERROR", requestId } },
      ],
    });
    const [told] = payload as { extensions: { requestId: string } }[];
    expect(test.errors.at(-1)?.requestId).toBe(told?.extensions.requestId);
    expect(await own.run("{ viewer { id } }")).toEqual({ data: { viewer: { id: owner.id } } });
    await own.close();
  });
});

async function renameTable(from: string, to: string): Promise<void> {
  await test.app.db.transact(null, {}, (tx) => tx.execute(`ALTER TABLE ${from} RENAME TO ${to}`));
}
