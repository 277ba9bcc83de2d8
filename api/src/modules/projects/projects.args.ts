import { ArgsType, Field } from "type-graphql";
import { ConnectionArgs } from "../../platform/graphql/connection";

/** The arguments of a list of projects. */
@ArgsType()
export class ProjectsArgs extends ConnectionArgs {
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: "Also those that are archived." })
  includeArchived?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Also those in the trash, archived or not: those of which the viewer is the owner.",
  })
  includeTrashed?: boolean | null;
}
