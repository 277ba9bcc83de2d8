import { Field, ID, InputType } from "type-graphql";
import { RetryableInput, VersionedInput } from "../../platform/graphql/inputs";
import { IsEmailAddress, IsId, Rule } from "../../platform/graphql/rules";
import { ProjectRole } from "./projectMember.entity";

function IsGrantable(): PropertyDecorator {
  return Rule<ProjectRole>("role", (value) => (value === "OWNER" ? "cannot be OWNER: a project has one owner." : null));
}

@InputType({ description: "Whom to add to a project." })
export class AddProjectMemberInput extends RetryableInput {
  @IsId("prj")
  @Field(() => ID, { description: "Begins with prj_." })
  projectId: string;

  @IsEmailAddress()
  @Field({ description: "Their address; without regard to case." })
  email: string;

  @IsGrantable()
  @Field(() => ProjectRole, { description: "Their rights; not OWNER." })
  role: ProjectRole;
}

@InputType({ description: "A member's new role." })
export class UpdateProjectMemberInput extends VersionedInput {
  @IsId("mem")
  @Field(() => ID, { description: "Begins with mem_." })
  id: string;

  @IsGrantable()
  @Field(() => ProjectRole, { description: "Their new rights; not OWNER." })
  role: ProjectRole;
}

@InputType({ description: "Whom to remove from a project." })
export class RemoveProjectMemberInput extends RetryableInput {
  @IsId("mem")
  @Field(() => ID, { description: "Begins with mem_." })
  id: string;
}
