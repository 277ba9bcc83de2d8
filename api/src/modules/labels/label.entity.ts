import { Field, ID, Int, ObjectType } from "type-graphql";
import { Column, Entity, Index } from "typeorm";
import { IdColumn, InstantColumn } from "../../platform/db/columns";
import { Node } from "../../platform/graphql/node";

@ObjectType({ implements: Node, simpleResolvers: true, description: "A project's label." })
@Entity("labels")
// The labels of a project, and whether a name is taken.
@Index(["projectId", "nameKey"], { unique: true })
export class Label implements Node {
  @Field(() => ID, { description: "Begins with lbl_." })
  @IdColumn("lbl", { primary: true })
  id: string;

  @IdColumn("prj")
  projectId: string;

  @Field({ description: "1 to 50 characters, unique in the project without regard to case and accents." })
  @Column("varchar", { length: 50 })
  name: string;

  /** The name as it is compared; null once deleted, so that the name is free again. */
  @Column("varchar", { length: 200, nullable: true })
  nameKey: string | null;

  @Field({ description: "#rrggbb." })
  @Column("varchar", { length: 7 })
  color: string;

  @Field(() => Date, {
    nullable: true,
    description: "When it was deleted; null on a living one. Tasks no longer have a deleted label.",
  })
  @InstantColumn({ nullable: true })
  deletedAt: Date | null;

  @Field(() => Int, { description: "Grows by one with each change." })
  @Column("int")
  version: number;

  /** Hash of the input that made it, when the client chose the id. */
  @Column("binary", { length: 32, nullable: true })
  inputHash: Buffer | null;
}
