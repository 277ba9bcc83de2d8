import { ArgsType, type ClassType, Field, Int, ObjectType } from "type-graphql";
import type { Page, PageArgs } from "../paging/page";

@ObjectType({ description: "Where a page stands in its list.", simpleResolvers: true })
export class PageInfo {
  @Field({ description: "Whether there is more after this page." })
  hasNextPage: boolean;

  @Field({ description: "Whether there is more before this page." })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first edge; null on an empty page." })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last edge; null on an empty page." })
  endCursor: string | null;
}

/** The arguments of every list. */
@ArgsType()
export class ConnectionArgs implements PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: "How many from the start, 1 to 100; 50 when neither first nor last is given.",
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Only what comes after this cursor." })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: "How many from the end, 1 to 100; not together with first." })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "Only what comes before this cursor." })
  before?: string | null;
}

/** The arguments of a list that is read in one direction only. */
@ArgsType()
export class ForwardArgs implements PageArgs {
  @Field(() => Int, { nullable: true, description: "How many, 1 to 100; 50 when absent." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Only what comes after this cursor." })
  after?: string | null;
}

/** The classes of a connection and its edge. At run time a connection is a Page. */
export function connectionTypes<Node extends object>(
  node: ClassType<Node>,
  descriptions: { connection: string; edge: string; cursor: string; node: string },
) {
  @ObjectType(`${node.name}Edge`, { description: descriptions.edge, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: descriptions.cursor })
    cursor: () => string;

    @Field(() => node, { description: descriptions.node })
    node: Node;
  }

  @ObjectType(`${node.name}Connection`, { description: descriptions.connection, simpleResolvers: true })
  class Connection implements Page<Node> {
    @Field(() => [Edge], { description: "The page's items with their cursors." })
    edges: () => Edge[];

    @Field(() => [node], { description: "The page's items without cursors." })
    nodes: Node[];

    @Field(() => PageInfo, { description: "Where the page stands." })
    pageInfo: Page<Node>["pageInfo"];

    @Field(() => Int, {
      nullable: true,
      description: "How many items the whole list has; exact up to 10 000, null when there are more.",
    })
    totalCount: () => Promise<number | null>;
  }
  return Connection;
}
