import type { GraphQLFormattedError } from "graphql";
import { Random } from "../seed/random";
import { send } from "../testing/client";
import { buildUser, type Person } from "../testing/factories";
import type { Generated } from "../testing/generate/damage";
import { generateDocument } from "../testing/generate/generateDocument";
import type { Samples } from "../testing/schemaSweep";
import { startTestApp, type TestApp } from "../testing/testApp";
import { buildSamples } from "../testing/victim";

const COUNT = 5_000;
/** Documents in a row on one world: what mutations delete or revoke is there again for the next. */
const WORLD = 500;
const SIGNED_OUT = "signed out";
const AT_ONCE = 4;
/** What takes a password or a mailed token: nobody of these worlds has one. */
const SECRET = new Set(["register", "login", "verifyEmail", "resetPassword", "changePassword", "deleteAccount"]);
/** SQL, names of files and stacks, none of which is ever sent. */
const LEAKS =
  /SQLITE|\bSELECT |\bINSERT |\bUPDATE |\bDELETE FROM|no such (?:table|column)|node_modules|\.[jt]s:\d|\bat \w+ \(|call stack/;

interface World {
  person: Person;
  samples: Samples;
}

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ LOG_LEVEL: "silent" });
});
afterAll(() => test.close());

async function buildWorld(): Promise<World> {
  const person = await buildUser(test);
  return { person, samples: await buildSamples(test, person) };
}

/** What is wrong with the answer to a document, SIGNED_OUT when an earlier one ended the session. */
async function problemOf(
  { person }: World,
  { query, variables }: Generated,
  reached: Set<string>,
): Promise<string | null> {
  const { status, data, errors } = await send<Record<string, unknown> | null>(test, person.token, query, variables);
  const codes = errors?.map(({ extensions }: GraphQLFormattedError) => extensions?.["code"]) ?? [];
  if (status === 401) return SIGNED_OUT;
  if (status >= 500 || codes.includes("INTERNAL_SERVER_ERROR")) return `answered ${status} ${JSON.stringify(errors)}`;
  if (codes.includes(undefined)) return `answered without a code: ${JSON.stringify(errors)}`;
  const leak = LEAKS.exec(JSON.stringify({ data, errors }));
  if (leak) return `told ${leak[0]}: ${JSON.stringify(errors)}`;
  for (const [alias, value] of Object.entries(data ?? {})) {
    const field = new RegExp(`\\b${alias}: (\\w+)`).exec(query)?.[1];
    if (value !== null && field !== undefined) reached.add(field);
  }
  return null;
}

it(`answers ${COUNT} generated documents without failing and without telling how it is made`, async () => {
  const problems: string[] = [];
  const reached = new Set<string>();
  const runWorld = async (first: number) => {
    let world = await buildWorld();
    for (let seed = first; seed < first + WORLD; seed++) {
      const generate = () => generateDocument(test.app.schema, world.samples, new Random(seed));
      let generated = generate();
      let problem = await problemOf(world, generated, reached);
      if (problem === SIGNED_OUT) {
        world = await buildWorld();
        generated = generate();
        problem = await problemOf(world, generated, reached);
      }
      if (problem) problems.push(`seed ${seed} ${problem}\n${generated.query}\n${JSON.stringify(generated.variables)}`);
    }
  };
  const worlds = Array.from({ length: COUNT / WORLD }, (_, i) => i * WORLD);
  const runWorlds = async () => {
    for (let first = worlds.shift(); first !== undefined; first = worlds.shift()) await runWorld(first);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runWorlds));
  expect(problems.slice(0, 3)).toEqual([]);
  expect(problems).toHaveLength(0);
  // Documents that are all refused would show nothing.
  const roots = [test.app.schema.getQueryType(), test.app.schema.getMutationType()];
  const all = roots.flatMap((type) => Object.keys(type?.getFields() ?? {}));
  expect(all.filter((name) => !reached.has(name) && !SECRET.has(name))).toEqual([]);
}, 300_000);
