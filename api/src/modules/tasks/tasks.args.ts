import { ArgsType, Field } from "type-graphql";
import { ConnectionArgs } from "../../platform/graphql/connection";
import { TaskFilter } from "./taskFilter.inputs";
import { TaskOrder } from "./taskOrder.inputs";
import { TaskScope } from "./taskScope";

@ArgsType()
export class SubtasksArgs extends ConnectionArgs {
  @Field(() => [TaskOrder], { nullable: true, description: "3 keys at most; see the field for the default." })
  orderBy?: TaskOrder[] | null;
}

@ArgsType()
export class TasksArgs extends SubtasksArgs {
  @Field(() => TaskFilter, { nullable: true, description: "Only tasks for which this holds." })
  filter?: TaskFilter | null;

  @Field(() => TaskScope, {
    nullable: true,
    defaultValue: TaskScope.LIVE,
    description: "Whether the list has what is in the trash; null is as LIVE.",
  })
  scope?: TaskScope | null;
}
