import { Field, Int, ObjectType } from "type-graphql";
import { SEQ } from "../../platform/graphql/descriptions";
import { Project } from "./project.entity";
import { ProjectMember } from "./projectMember.entity";

@ObjectType({ simpleResolvers: true, description: "The project that was made or changed." })
export class ProjectPayload {
  @Field(() => Project, { description: "As it is now." })
  project: Project;

  @Field(() => Int, { description: SEQ })
  seq: number;
}

@ObjectType({ simpleResolvers: true, description: "The member that was added, changed or removed." })
export class ProjectMemberPayload {
  @Field(() => ProjectMember, { description: "As it is now, or was before it was removed." })
  member: ProjectMember;

  @Field(() => Int, { description: SEQ })
  seq: number;
}
