import { type GraphQLResolveInfo, type GraphQLSchema, OperationTypeNode } from "graphql";
import { rule, shield } from "graphql-shield";
import type { IMiddlewareFunction } from "graphql-middleware";
import type { Viewer } from "../auth/viewer";
import { type AppError, forbidden, unauthenticated } from "../errors";
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

/** Everybody, signed in or not. A mutation that is open to everybody is about accounts, and so not for tokens. */
export const anyone: Rule = viewerRule((viewer, isMutation) => (viewer && isMutation ? refuseToken(viewer) : null));

/**
 * Whoever has a valid credential; what they may see or do there, the service's policy decides.
 * A personal access token needs the scope WRITE for a mutation.
 */
export const signedIn: Rule = viewerRule((viewer, isMutation) => {
  if (!viewer) return unauthenticated("Sign in first.");
  const mayNot = isMutation && viewer.sessionId === null && !viewer.scopes.includes("WRITE");
  return mayNot ? forbidden("This personal access token may only read.") : null;
});

/** Whoever is signed in by a session: for mutations of the account, its sessions and its tokens. */
export const signedInBySession: Rule = viewerRule((viewer) =>
  viewer ? refuseToken(viewer) : unauthenticated("Sign in first."),
);

function refuseToken(viewer: Viewer): AppError | null {
  return viewer.sessionId === null ? forbidden("This needs a session: a personal access token may not do it.") : null;
}

/** A rule by the viewer and the kind of operation; it says why not, or null. */
function viewerRule(refuse: (viewer: Viewer | null, isMutation: boolean) => AppError | null): Rule {
  return rule({ cache: "no_cache" })(
    // Returned, not thrown: shield turns what a rule throws into a bare "not authorised".
    (_parent, _args, { viewer }: Context, { operation }: GraphQLResolveInfo) =>
      refuse(viewer, operation.operation === OperationTypeNode.MUTATION) ?? true,
  );
}

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
