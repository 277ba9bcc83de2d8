import { randomBytes } from "node:crypto";
import { buildSchema, GraphQLSchema, printSchema } from "graphql";
import { readConfig } from "../config";
import { guardRootFields, type Permissions, signedIn } from "../platform/graphql/permissions";
import { makeSchema } from "../platform/graphql/schema";
import { createModules, type ModuleDeps } from "./modules";

const ROOTS = ["Query", "Mutation", "Subscription"] as const;
const secret = () => randomBytes(32).toString("base64url");
const config = readConfig({ JWT_SECRET: secret(), REFRESH_TOKEN_SECRET: secret() });
// Nothing is called: what the services stand on is not needed.
const { modules } = createModules({ ...config, cursorSecret: "unused" } as unknown as ModuleDeps);

describe("the permissions", () => {
  const schema = makeSchema(modules);
  const declared: Permissions[] = [
    { Query: { node: signedIn, nodes: signedIn } },
    ...modules.map(({ permissions }) => permissions ?? {}),
  ];
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
    expect(() => guardRootFields(unguarded(), [...declared, { Mutation: { dropEverything: signedIn } }])).toThrow(
      /dropEverything/,
    );
  });

  it("are asked for when a module comes without its own", () => {
    const [first, ...rest] = modules;
    expect(() => makeSchema([{ ...first, permissions: {} }, ...rest])).toThrow(
      "No permission is declared for Query.viewer",
    );
  });
});
