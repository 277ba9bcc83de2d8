import type { AnyJob } from "../jobs/job";
import type { Context } from "./context";
import type { LoaderFactories } from "./loaders";
import type { NodeFetchers } from "./node";
import type { Permissions } from "./permissions";
import type { Preludes } from "./preludes";

/** Opens a subscription's source of items. */
export type Subscribe = (args: Record<string, unknown>, context: Context) => Promise<AsyncIterable<object>>;

/** What a module hands to the composition root. */
export interface Module {
  jobs?: readonly AnyJob[];
  resolvers?: readonly object[];
  permissions?: Permissions;
  loaders?: LoaderFactories;
  nodes?: NodeFetchers;
  preludes?: Preludes;
  /** By Subscription field: a decorator's `subscribe` cannot reach the resolver's services. */
  subscriptions?: Readonly<Record<string, Subscribe>>;
}

/** Stands in a @Subscription decorator; the module's manifest says what really opens the field. */
export function subscribedByModule(): never {
  throw new Error("The module of this subscription does not say how it is opened");
}
