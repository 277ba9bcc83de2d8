import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../platform/graphql/connection";
import { Node } from "../../platform/graphql/node";
import type { Page } from "../../platform/paging/page";
import { Change, type ChangeType, type FieldChange } from "./change.types";
import type { ChangeRecord } from "./changeOf";

@ObjectType({ implements: [Node, Change], simpleResolvers: true, description: "An entry of the activity." })
export class ActivityEntry implements Node, ChangeRecord {
  id: string;
  seq: number;
  type: ChangeType;
  projectId: string;
  subjectId: string;
  /** Null for the system. */
  actorId: string | null;
  occurredAt: Date;
  changedFields: string[];
  fieldChanges: FieldChange[];
}

@ObjectType({ simpleResolvers: true, description: "An entry in a list." })
class ActivityEdge {
  @Field(() => String, { description: "Its place in this list." })
  cursor: () => string;

  @Field(() => ActivityEntry, { description: "The entry." })
  node: ActivityEntry;
}

/** At run time a Page, whose functions the executor calls. Nobody needs to know how much has ever happened: no count. */
@ObjectType({ simpleResolvers: true, description: "Activity." })
export class ActivityConnection {
  @Field(() => [ActivityEdge], { description: "The page's items with their cursors." })
  edges: () => ActivityEdge[];

  @Field(() => [ActivityEntry], { description: "The page's items without cursors." })
  nodes: ActivityEntry[];

  @Field(() => PageInfo, { description: "Where the page stands." })
  pageInfo: Page<ActivityEntry>["pageInfo"];
}
