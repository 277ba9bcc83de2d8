import { ArgsType, Field } from "type-graphql";
import { ConnectionArgs } from "../../platform/graphql/connection";
import { TaskFilter } from "./taskFilter.inputs";
import { TaskOrder } from "./taskOrder.inputs";

@ArgsType()
export class SubtasksArgs extends ConnectionArgs {
  @Field(() => [TaskOrder], { nullable: true, description: "3 keys at most; see the field for the default." })
  orderBy?: TaskOrder[] | null;
}

@ArgsType()
export class TasksArgs extends SubtasksArgs {
  @Field(() => TaskFilter, { nullable: true, description: "Only tasks for which this holds." })
  filter?: TaskFilter | null;
}
