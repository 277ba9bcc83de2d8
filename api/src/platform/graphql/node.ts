import { Arg, Ctx, Field, ID, InterfaceType, Query, Resolver } from "type-graphql";
import { badArgument } from "../errors";
import { type IdPrefix, parseId } from "../ids";
import type { Context } from "./context";

@InterfaceType({ description: "Anything that node(id:) can fetch." })
export abstract class Node {
  @Field(() => ID, { description: "Opaque, global, never reused; the prefix before _ names the type." })
  id: string;
}

/** Finds an entity by id for the context's viewer; null when there is none that they may see. */
export type NodeFetcher = (context: Context, id: string) => Promise<Node | null>;
export type NodeFetchers = Partial<Record<IdPrefix, NodeFetcher>>;

const MAX_NODES = 100;

@Resolver()
export class NodeResolver {
  constructor(private readonly fetchers: NodeFetchers) {}

  @Query(() => Node, {
    nullable: true,
    description: "Any entity by id; null when there is none that the viewer may see.",
  })
  async node(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "Id of any type that implements Node." }) id: string,
  ): Promise<Node | null> {
    return this.fetcher(id, "id")(context, id);
  }

  @Query(() => [Node], {
    nullable: "itemsAndList",
    description: "Up to 100 entities, in the order asked, null in place of what is not to be seen.",
  })
  async nodes(
    @Ctx() context: Context,
    @Arg("ids", () => [ID], { description: "1 to 100 ids." }) ids: string[],
  ): Promise<(Node | null)[]> {
    if (ids.length < 1 || ids.length > MAX_NODES) throw badArgument("ids", `must have 1 to ${MAX_NODES} ids.`, "range");
    const fetchers = ids.map((id, i) => this.fetcher(id, `ids.${i}`));
    return Promise.all(fetchers.map((fetch, i) => fetch(context, ids[i] as string)));
  }

  private fetcher(id: string, argument: string): NodeFetcher {
    const prefix = id.slice(0, 3) as IdPrefix;
    const fetcher = Object.hasOwn(this.fetchers, prefix) ? this.fetchers[prefix] : undefined;
    if (!fetcher || !parseId(prefix, id)) throw badArgument(argument, "is not an id.", "id");
    return fetcher;
  }
}
