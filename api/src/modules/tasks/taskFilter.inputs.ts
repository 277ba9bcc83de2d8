import { Field, ID, InputType } from "type-graphql";
import { DateScalar } from "../../platform/graphql/scalars";
import { TaskPriority, TaskStatus } from "./task.entity";

const ALL_HOLD = "All given comparators must hold; an explicit null is BAD_USER_INPUT; lists take up to 100 values.";
const NOT_EQUAL = "Is not; also true where there is none.";
const NOT_IN = "Is none of; also true where there is none.";
const IS_NULL = "True: there is none. False: there is one.";

@InputType({ description: ALL_HOLD })
export class IDFilter {
  @Field(() => ID, { nullable: true, description: "Is." }) eq?: string;
  @Field(() => ID, { nullable: true, description: NOT_EQUAL }) neq?: string;
  @Field(() => [ID], { nullable: true, description: "Is one of; [] matches nothing." }) in?: string[];
  @Field(() => [ID], { nullable: true, description: NOT_IN }) nin?: string[];
  @Field(() => Boolean, { nullable: true, description: IS_NULL }) isNull?: boolean;
}

@InputType({ description: `${ALL_HOLD} contains and startsWith ignore case and accents, the others do not.` })
export class StringFilter {
  @Field(() => String, { nullable: true, description: "Is, exactly." }) eq?: string;
  @Field(() => String, { nullable: true, description: NOT_EQUAL }) neq?: string;
  @Field(() => [String], { nullable: true, description: "Is one of; [] matches nothing." }) in?: string[];
  @Field(() => [String], { nullable: true, description: NOT_IN }) nin?: string[];
  @Field(() => String, { nullable: true, description: "Has within." }) contains?: string;
  @Field(() => String, { nullable: true, description: "Begins with." }) startsWith?: string;
  @Field(() => Boolean, { nullable: true, description: IS_NULL }) isNull?: boolean;
}

@InputType({ description: ALL_HOLD })
export class DateTimeFilter {
  @Field(() => Date, { nullable: true, description: "At." }) eq?: Date;
  @Field(() => Date, { nullable: true, description: "Not at; also true where there is none." }) neq?: Date;
  @Field(() => Date, { nullable: true, description: "Before." }) lt?: Date;
  @Field(() => Date, { nullable: true, description: "At or before." }) lte?: Date;
  @Field(() => Date, { nullable: true, description: "After." }) gt?: Date;
  @Field(() => Date, { nullable: true, description: "At or after." }) gte?: Date;
  @Field(() => Boolean, { nullable: true, description: IS_NULL }) isNull?: boolean;
}

@InputType({ description: ALL_HOLD })
export class DateFilter {
  @Field(() => DateScalar, { nullable: true, description: "On." }) eq?: string;
  @Field(() => DateScalar, { nullable: true, description: "Not on; also true where there is none." }) neq?: string;
  @Field(() => DateScalar, { nullable: true, description: "Before." }) lt?: string;
  @Field(() => DateScalar, { nullable: true, description: "On or before." }) lte?: string;
  @Field(() => DateScalar, { nullable: true, description: "After." }) gt?: string;
  @Field(() => DateScalar, { nullable: true, description: "On or after." }) gte?: string;
  @Field(() => Boolean, { nullable: true, description: IS_NULL }) isNull?: boolean;
}

@InputType({ description: ALL_HOLD })
export class TaskStatusFilter {
  @Field(() => TaskStatus, { nullable: true, description: "Is." }) eq?: TaskStatus;
  @Field(() => TaskStatus, { nullable: true, description: "Is not." }) neq?: TaskStatus;
  @Field(() => [TaskStatus], { nullable: true, description: "Is one of; [] matches nothing." }) in?: TaskStatus[];
  @Field(() => [TaskStatus], { nullable: true, description: "Is none of." }) nin?: TaskStatus[];
}

@InputType({ description: `${ALL_HOLD} Compares in the order of the enum.` })
export class TaskPriorityFilter {
  @Field(() => TaskPriority, { nullable: true, description: "Is." }) eq?: TaskPriority;
  @Field(() => TaskPriority, { nullable: true, description: "Is not." }) neq?: TaskPriority;
  @Field(() => [TaskPriority], { nullable: true, description: "Is one of; [] matches nothing." }) in?: TaskPriority[];
  @Field(() => [TaskPriority], { nullable: true, description: "Is none of." }) nin?: TaskPriority[];
  @Field(() => TaskPriority, { nullable: true, description: "Below." }) lt?: TaskPriority;
  @Field(() => TaskPriority, { nullable: true, description: "At most." }) lte?: TaskPriority;
  @Field(() => TaskPriority, { nullable: true, description: "Above." }) gt?: TaskPriority;
  @Field(() => TaskPriority, { nullable: true, description: "At least." }) gte?: TaskPriority;
}

@InputType({ description: "All given fields must hold; 4 levels, 40 comparators and 100 values at most." })
export class TaskFilter {
  @Field(() => IDFilter, { nullable: true, description: "Id." }) id?: IDFilter;
  @Field(() => TaskStatusFilter, { nullable: true, description: "Status." }) status?: TaskStatusFilter;
  @Field(() => TaskPriorityFilter, { nullable: true, description: "Priority." }) priority?: TaskPriorityFilter;
  @Field(() => IDFilter, { nullable: true, description: "Project." }) projectId?: IDFilter;
  @Field(() => IDFilter, { nullable: true, description: "Assignee." }) assigneeId?: IDFilter;
  @Field(() => IDFilter, { nullable: true, description: "Creator." }) creatorId?: IDFilter;
  @Field(() => IDFilter, {
    nullable: true,
    description: "Labels: eq and in, has any of them; neq and nin, has none of them; isNull, has no label.",
  })
  labelId?: IDFilter;
  @Field(() => IDFilter, { nullable: true, description: "Parent; isNull, is a top-level task." }) parentId?: IDFilter;
  @Field(() => StringFilter, { nullable: true, description: "Title." }) title?: StringFilter;
  @Field(() => DateFilter, { nullable: true, description: "Due day." }) dueOn?: DateFilter;
  @Field(() => DateTimeFilter, {
    nullable: true,
    description: "Due instant; a task that is due on a whole day counts with the day's last millisecond in UTC.",
  })
  dueAt?: DateTimeFilter;
  @Field(() => DateTimeFilter, { nullable: true, description: "Start instant." }) startAt?: DateTimeFilter;
  @Field(() => DateTimeFilter, { nullable: true, description: "When it was made." }) createdAt?: DateTimeFilter;
  @Field(() => DateTimeFilter, { nullable: true, description: "When it was last changed." }) updatedAt?: DateTimeFilter;
  @Field(() => DateTimeFilter, { nullable: true, description: "When it was completed." }) completedAt?: DateTimeFilter;
  @Field(() => [TaskFilter], { nullable: true, description: "All of these hold; [] matches everything." })
  and?: TaskFilter[];
  @Field(() => [TaskFilter], { nullable: true, description: "Any of these holds; [] matches nothing." })
  or?: TaskFilter[];
  @Field(() => TaskFilter, { nullable: true, description: "This does not hold." }) not?: TaskFilter;
}
