import { Field, ID, InputType, Int } from "type-graphql";
import { EXPECTED_VERSION, RETRY_KEY } from "../../platform/graphql/descriptions";
import { IsId, IsIdempotencyKey, Rule } from "../../platform/graphql/rules";
import { IsEmail } from "class-validator";
import { ProjectRole } from "./projectMember.entity";

function IsGrantable(): PropertyDecorator {
  return Rule<ProjectRole>("role", (value) => (value === "OWNER" ? "cannot be OWNER: a project has one owner." : null));
}

@InputType({ description: "Whom to add to a project." })
export class AddProjectMemberInput {
  @IsId("prj")
  @Field(() => ID, { description: "Begins with prj_." })
  projectId: string;

  @IsEmail({}, { message: "must be an e-mail address." })
  @Field({ description: "Address of their account." })
  email: string;

  @IsGrantable()
  @Field(() => ProjectRole, { description: "Their rights; not OWNER." })
  role: ProjectRole;

  @IsIdempotencyKey()
  @Field(() => String, { nullable: true, description: RETRY_KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: "A member's new role." })
export class UpdateProjectMemberInput {
  @IsId("mem")
  @Field(() => ID, { description: "Begins with mem_." })
  id: string;

  @IsGrantable()
  @Field(() => ProjectRole, { description: "Their new rights; not OWNER." })
  role: ProjectRole;

  @Field(() => Int, { nullable: true, description: EXPECTED_VERSION })
  expectedVersion?: number | null;

  @IsIdempotencyKey()
  @Field(() => String, { nullable: true, description: RETRY_KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: "Whom to remove from a project." })
export class RemoveProjectMemberInput {
  @IsId("mem")
  @Field(() => ID, { description: "Begins with mem_." })
  id: string;

  @IsIdempotencyKey()
  @Field(() => String, { nullable: true, description: RETRY_KEY })
  idempotencyKey?: string | null;
}
