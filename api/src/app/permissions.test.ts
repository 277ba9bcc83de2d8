import { buildSchema, GraphQLSchema, printSchema } from "graphql";
import { guardRootFields, type Permissions, signedIn } from "../platform/graphql/permissions";
import { makeSchema } from "../platform/graphql/schema";
import { createModules, type ModuleDeps } from "./modules";

const ROOTS = ["Query", "Mutation", "Subscription"] as const;
const ONE = { points: 1, windowS: 1 };
const { modules } = createModules({
  cursorSecret: "unused",
  refreshTokens: { secret: "unused", lifetimeS: 1 },
  limits: { loginByAddress: ONE, loginByAccount: ONE, register: ONE, refresh: ONE, addMember: ONE },
} as ModuleDeps);

describe("the permissions", () => {
  const schema = makeSchema(modules);
  const declared: Permissions[] = [{ Query: { node: signedIn, nodes: signedIn } }, ...modules.map(({ permissions }) => permissions ?? {})];
  const rootFields = ROOTS.flatMap((root) =>
    Object.keys(schema.getRootType(root.toLowerCase() as never)?.getFields() ?? {}).map((field) => ({ root, field })),
  );
  /** The schema as it is before anything guards it. */
  const unguarded = (): GraphQLSchema => buildSchema(printSchema(schema));

  it("cover every root field", () => {
    expect(rootFields.length).toBeGreaterThan(20);
    expect(() => guardRootFields(unguarded(), declared)).not.toThrow();
  });

  it.each(rootFields)("refuse to start without a rule for $root.$field", ({ root, field }) => {
    const without = declared.map((part) => {
      const { [field]: _, ...rest } = part[root] ?? {};
      return { ...part, [root]: rest };
    });
    expect(() => guardRootFields(unguarded(), without)).toThrow(`No permission is declared for ${root}.${field}`);
  });

  it("refuse to start with a rule for a field that does not exist", () => {
    expect(() => guardRootFields(unguarded(), [...declared, { Mutation: { dropEverything: signedIn } }])).toThrow(/dropEverything/);
  });

  it("are asked for when a module comes without its own", () => {
    const [first, ...rest] = modules;
    expect(() => makeSchema([{ ...first, permissions: {} }, ...rest])).toThrow("No permission is declared for Query.viewer");
  });
});
