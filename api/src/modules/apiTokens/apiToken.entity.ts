import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index } from "typeorm";
import type { TokenScope } from "../../platform/auth/viewer";
import { FlagsColumn, IdColumn, InstantColumn } from "../../platform/db/columns";
import { Node } from "../../platform/graphql/node";

export const ApiTokenScope: { [Scope in TokenScope]: Scope } = { READ: "READ", WRITE: "WRITE" };
registerEnumType(ApiTokenScope, {
  name: "ApiTokenScope",
  description: "What a personal access token may do.",
  valuesConfig: {
    READ: { description: "Queries and subscriptions." },
    WRITE: {
      description: "What READ may, and mutations other than those of the account, its sessions and its tokens.",
    },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    "A personal access token: lets a program act for the user (Authorization: Bearer tfp_…), but see no sessions and no tokens.",
})
@Entity("api_tokens")
// The tokens of a user, newest first.
@Index(["userId", "createdAt"])
export class ApiToken implements Node {
  @Field(() => ID, { description: "Begins with tok_." })
  @IdColumn("tok", { primary: true })
  id: string;

  @IdColumn("usr")
  userId: string;

  @Field({ description: "1 to 100 characters." })
  @Column("varchar", { length: 100 })
  name: string;

  /** SHA-256 of the secret, which is kept nowhere. A request's token is found by it. */
  @Index({ unique: true })
  @Column("binary", { length: 32 })
  secretHash: Buffer;

  @Field({ description: "Last 4 characters of the secret." })
  @Column("varchar", { length: 4 })
  hint: string;

  @Field(() => [ApiTokenScope], { description: "As granted, each once." })
  @FlagsColumn({ READ: 1, WRITE: 2 })
  scopes: TokenScope[];

  @Field(() => Date, { nullable: true, description: "When it ends by itself; null when it never does." })
  @InstantColumn({ nullable: true })
  expiresAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was last used, to the minute; null when never." })
  @InstantColumn({ nullable: true })
  lastUsedAt: Date | null;

  @Field({ description: "When it was made." })
  @InstantColumn()
  createdAt: Date;

  /** When it was ended. The row stays: a repeated end is answered, and its user is told why it is refused. */
  @InstantColumn({ nullable: true })
  revokedAt: Date | null;
}
