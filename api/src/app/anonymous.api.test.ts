import type { GraphQLFormattedError } from "graphql";
import { send } from "../testing/client";
import { dumpTables } from "../testing/database";
import { buildUser } from "../testing/factories";
import { plainCalls, type Probe } from "../testing/schemaSweep";
import { connect } from "../testing/socket";
import { startTestApp, type TestApp } from "../testing/testApp";
import { buildSamples } from "../testing/victim";

/** What is open to everybody, by design. */
const OPEN_FIELDS = [
  "Mutation.login",
  "Mutation.register",
  "Mutation.requestEmailVerification",
  "Mutation.requestPasswordReset",
  "Mutation.resetPassword",
  "Mutation.verifyEmail",
  "Query.viewer",
];

describe("somebody without a credential", () => {
  let test: TestApp;
  let calls: Probe[];
  beforeAll(async () => {
    test = await startTestApp();
    calls = plainCalls(test.app.schema, await buildSamples(test, await buildUser(test)));
  });
  afterAll(() => test.close());

  async function errorsOf({ root, document, variables }: Probe): Promise<readonly GraphQLFormattedError[] | undefined> {
    if (root !== "Subscription") return (await send(test, null, document, variables("", true))).errors;
    const socket = await connect(test, null);
    const { payload } = await socket.subscribe(document, variables("")).nextMessage();
    await socket.close();
    return (payload as { errors: GraphQLFormattedError[] }).errors;
  }

  it("is refused by every root field but those that are open", async () => {
    const before = await dumpTables(test);
    const answers: [string, unknown][] = [];
    for (const call of calls.filter(({ name }) => !OPEN_FIELDS.includes(name))) {
      answers.push([
        call.name,
        (await errorsOf(call))?.map(({ message, extensions }) => `${String(extensions?.["code"])} ${message}`),
      ]);
    }
    expect(answers).toEqual(answers.map(([name]) => [name, ["UNAUTHENTICATED Sign in first."]]));
    expect(answers).toHaveLength(calls.length - OPEN_FIELDS.length);
    expect(await dumpTables(test)).toEqual(before);
  });

  it("has no viewer", async () => {
    expect(await send(test, null, "{ viewer { id } }")).toMatchObject({
      status: 200,
      data: { viewer: null },
      errors: undefined,
    });
  });

  it("gets what is open of a document, and an error for the rest", async () => {
    const { data, errors } = await send(test, null, "{ viewer { id } projects { totalCount } }");
    expect(data).toEqual({ viewer: null, projects: null });
    expect(errors).toEqual([
      expect.objectContaining({ path: ["projects"], extensions: expect.objectContaining({ code: "UNAUTHENTICATED" }) }),
    ]);
  });
});
