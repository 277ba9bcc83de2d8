import { Field, ID, Int, ObjectType } from "type-graphql";
import { Column, Entity, Index } from "typeorm";
import { BooleanColumn, IdColumn, InstantColumn } from "../../platform/db/columns";
import { declareFields } from "../../platform/db/reads/fields";
import { Node } from "../../platform/graphql/node";
import { User } from "../users/user.entity";

@ObjectType({ implements: Node, simpleResolvers: true, description: "A list of tasks with its people." })
@Entity("projects")
// The keys that an owner has given away, and the personal project among theirs.
@Index(["ownerId", "key"], { unique: true })
// What has been in the trash for long enough.
@Index(["deletedAt"])
export class Project implements Node {
  @Field(() => ID, { description: "Begins with prj_." })
  @IdColumn("prj", { primary: true })
  id: string;

  @Field({
    description:
      "2 to 10 of A-Z and 0-9, the first a letter; unique among the owner's projects. Task keys begin with it.",
  })
  @Column("varchar", { name: "short_key", length: 10 })
  key: string;

  @Field({ description: "1 to 100 characters." })
  @Column("varchar", { length: 100 })
  name: string;

  /** The name as lists sort by it. */
  @Column("varchar", { length: 400 })
  nameKey: string;

  @Field(() => String, { nullable: true, description: "Markdown, up to 10 000 characters; null when there is none." })
  @Column("mediumtext", { nullable: true })
  description: string | null;

  @Field({ description: "#rrggbb." })
  @Column("varchar", { length: 7 })
  color: string;

  @Field({ description: "The owner's default for createTask; made with the account." })
  @BooleanColumn()
  isPersonal: boolean;

  @IdColumn("usr")
  ownerId: string;

  /** Number of the newest task; numbers are never used again. */
  @Column("int")
  lastTaskNumber: number;

  @Field({ description: "When it was made." })
  @InstantColumn()
  createdAt: Date;

  @Field({ description: "Last change to the project itself, not to its tasks." })
  @InstantColumn()
  updatedAt: Date;

  @Field(() => Int, { description: "Grows by one with each change to the project itself." })
  @Column("int")
  version: number;

  @Field(() => Date, {
    nullable: true,
    description: "When it was archived: it is read-only and left out of lists; null unless it is archived.",
  })
  @InstantColumn({ nullable: true })
  archivedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "When it was put in the trash, where it stays for 30 days, read-only; null unless it is there.",
  })
  @InstantColumn({ nullable: true })
  deletedAt: Date | null;

  /** Hash of the input that made it, when the client chose the id: the same request again is answered, not refused. */
  @Column("binary", { length: 32, nullable: true })
  inputHash: Buffer | null;
}

declareFields(Project, {
  owner: { one: () => User, by: "ownerId" },
  viewerRole: { columns: ["id"] },
  lastSeq: { columns: ["id"] },
  tasks: { columns: ["id", "ownerId"] },
  task: { columns: ["id"] },
  labels: { columns: ["id"] },
  members: { columns: ["id"] },
});
