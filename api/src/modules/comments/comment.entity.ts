import { Field, ID, Int, ObjectType } from "type-graphql";
import { Column, Entity, Index } from "typeorm";
import { IdColumn, InstantColumn } from "../../platform/db/columns";
import { declareFields } from "../../platform/db/reads/fields";
import { Node } from "../../platform/graphql/node";
import { Task } from "../tasks/task.entity";
import { User } from "../users/user.entity";

@ObjectType({ implements: Node, simpleResolvers: true, description: "A comment on a task." })
@Entity("comments")
// A task's comments, oldest first.
@Index(["taskId", "createdAt", "id"])
export class Comment implements Node {
  @Field(() => ID, { description: "Begins with cmt_." })
  @IdColumn("cmt", { primary: true })
  id: string;

  @IdColumn("tsk")
  taskId: string;

  @IdColumn("usr")
  authorId: string;

  @Field(() => String, {
    nullable: true,
    description: "Markdown, 1 to 10 000 characters; [@Name](usr_…) mentions a member. Null when it was deleted.",
  })
  @Column("mediumtext", { nullable: true })
  body: string | null;

  @Field(() => Date, { nullable: true, description: "When its body was last changed; null unless it was." })
  @InstantColumn({ nullable: true })
  editedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "When it was deleted: it keeps its place, without a body; null unless deleted.",
  })
  @InstantColumn({ nullable: true })
  deletedAt: Date | null;

  @Field({ description: "When it was made." })
  @InstantColumn()
  createdAt: Date;

  @Field(() => Int, { description: "Grows by one with each change; the higher one is the newer." })
  @Column("int")
  version: number;

  /** Hash of the input that made it, when the client chose the id. */
  @Column("binary", { length: 32, nullable: true })
  inputHash: Buffer | null;
}

declareFields(Comment, {
  task: { one: () => Task, by: "taskId" },
  author: { one: () => User, by: "authorId" },
});
