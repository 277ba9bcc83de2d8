import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { PageInfo } from "../../platform/graphql/connection";
import type { Page } from "../../platform/paging/page";
import { Task } from "./task.entity";
import { TaskFilter } from "./taskFilter.inputs";

@ArgsType()
export class SearchArgs {
  @Field({
    description:
      "2 to 200 characters with a letter or digit among them. Words are runs of letters and digits, and any part of a text without spaces, such as Japanese.",
  })
  query: string;

  @Field(() => TaskFilter, { nullable: true, description: "Only tasks for which this holds." })
  filter?: TaskFilter | null;

  @Field(() => Int, { nullable: true, description: "How many, 1 to 100; 50 when not given." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Only what comes after this cursor." })
  after?: string | null;
}

@ObjectType({ simpleResolvers: true, description: "A found task." })
class TaskSearchEdge {
  @Field(() => String, { description: "Its place, for this query and filter only." })
  cursor: () => string;

  @Field(() => Task, { description: "The task." })
  node: Task;

  @Field(() => [String], {
    description:
      "Up to 3 pieces of the title and description around what was searched for, 200 characters each at most. Plain text without Markdown's marks: to be shown as text, not as HTML. May be empty, where only the target of a link has the words.",
  })
  snippets: () => string[];
}

@ObjectType({ simpleResolvers: true, description: "Found tasks." })
export class TaskSearchConnection implements TaskSearchPage {
  @Field(() => [TaskSearchEdge], { description: "The page's tasks with their cursors and what was found in them." })
  edges: () => TaskSearchEdge[];

  @Field(() => [Task], { description: "The page's tasks without cursors." })
  nodes: Task[];

  @Field(() => PageInfo, { description: "Where the page stands." })
  pageInfo: Page<Task>["pageInfo"];

  @Field(() => Int, {
    nullable: true,
    description: "How many tasks were found; exact up to 1 000, null when there are more.",
  })
  totalCount: () => Promise<number | null>;
}

/** A page whose edges tell what was found. */
export interface TaskSearchPage extends Page<Task> {
  edges: () => TaskSearchEdge[];
}
