import type { GraphQLSchema } from "graphql";
import { rule, shield } from "graphql-shield";
import type { IMiddlewareFunction } from "graphql-middleware";
import { unauthenticated } from "../errors";
import type { Audiences } from "./audiences";
import type { Context } from "./context";

type Rule = ReturnType<ReturnType<typeof rule>>;

/** Rules for root fields: the type's name, the field's name, the rule. And what differs by whom it is shown to. */
export interface Permissions {
  Query?: Record<string, Rule>;
  Mutation?: Record<string, Rule>;
  Subscription?: Record<string, Rule>;
  /** For whom the fields of the module's types are the same. */
  fields?: Audiences;
}
const ROOTS = ["Query", "Mutation", "Subscription"] as const;

/** Everybody, signed in or not. */
export const anyone: Rule = rule({ cache: "no_cache" })(() => true);

/** Whoever has a valid credential; what they may see or do there, the service's policy decides. */
export const signedIn: Rule = rule({ cache: "no_cache" })((_parent, _args, context: Context) =>
  // Returned, not thrown: shield turns what a rule throws into a bare "not authorised".
  context.viewer ? true : unauthenticated("Sign in first."),
);

/**
 * Puts every root field behind its rule, a subscription at subscribe: shield
 * by itself would guard only its events. Only root fields are wrapped, as
 * every wrapped field costs a promise a row.
 * @throws Error when a root field has no rule or a rule no field
 */
export function guardRootFields(schema: GraphQLSchema, parts: readonly Permissions[]): void {
  for (const root of ROOTS) {
    const rules: Record<string, Rule> = Object.assign({}, ...parts.map((part) => part[root] ?? {}));
    const fields = schema.getType(root) ? (schema.getRootType(root.toLowerCase() as never)?.getFields() ?? {}) : {};
    const unguarded = Object.keys(fields).filter((name) => !(name in rules));
    if (unguarded.length > 0) throw new Error(`No permission is declared for ${root}.${unguarded.join(", ")}`);

    const guards = shield({ [root]: rules }, { allowExternalErrors: true }).generate(schema) as Record<
      string,
      Record<string, IMiddlewareFunction>
    >;
    for (const [name, field] of Object.entries(fields)) {
      const guard = guards[root]?.[name] as unknown as (
        next: (...args: unknown[]) => unknown,
        ...args: unknown[]
      ) => unknown;
      const slot = root === "Subscription" ? "subscribe" : "resolve";
      const unguardedResolver = field[slot] as (...args: unknown[]) => unknown;
      field[slot] = (...args: unknown[]) => guard(unguardedResolver, ...args);
    }
  }
}
