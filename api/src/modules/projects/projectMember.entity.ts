import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Entity, Index, Column } from "typeorm";
import { CodeColumn, IdColumn, InstantColumn } from "../../platform/db/columns";
import { Node } from "../../platform/graphql/node";

export const ProjectRole = { OWNER: "OWNER", ADMIN: "ADMIN", MEMBER: "MEMBER", VIEWER: "VIEWER" } as const;
export type ProjectRole = keyof typeof ProjectRole;
/** Those with the most rights first. */
export const ROLE_CODES: Record<ProjectRole, number> = { OWNER: 10, ADMIN: 20, MEMBER: 30, VIEWER: 40 };
registerEnumType(ProjectRole, {
  name: "ProjectRole",
  description: "A person's rights in a project.",
  valuesConfig: {
    OWNER: { description: "Everything; exactly one per project." },
    ADMIN: { description: "Members, labels and settings, and all that a MEMBER may." },
    MEMBER: { description: "Writes tasks and comments, and reads." },
    VIEWER: { description: "Reads." },
  },
});

/** One who has an account has a `userId`, one who is pending an `emailAddress`; never both. */
@ObjectType({ implements: Node, simpleResolvers: true, description: "A person in a project." })
@Entity("project_members")
// The role of somebody in a project, and all who are in it.
@Index(["projectId", "userId"], { unique: true })
// The address first: verifying it asks for all the projects that it is pending in.
@Index(["emailAddress", "projectId"], { unique: true })
export class ProjectMember implements Node {
  @Field(() => ID, { description: "Begins with mem_." })
  @IdColumn("mem", { primary: true })
  id: string;

  @IdColumn("prj")
  projectId: string;

  // The projects that somebody is in.
  @Index()
  /** Null while pending. */
  @IdColumn("usr", { nullable: true })
  userId: string | null;

  /** Lower-cased; null unless pending (or removed while pending). */
  @Column("varchar", { length: 254, nullable: true })
  emailAddress: string | null;

  @Field(() => ProjectRole, { description: "Their rights." })
  @CodeColumn(ROLE_CODES)
  role: ProjectRole;

  @IdColumn("usr", { nullable: true })
  addedById: string | null;

  @Field({ description: "When they were added." })
  @InstantColumn()
  createdAt: Date;

  /** Null for a member of today; the row stays, so that a repeated removal is answered and a return keeps the id. */
  @InstantColumn({ nullable: true })
  removedAt: Date | null;

  @Field(() => Int, { description: "Grows by one with each change." })
  @Column("int")
  version: number;
}
