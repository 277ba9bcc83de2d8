import { Field, ID, Int, ObjectType } from "type-graphql";
import { Column, Entity, Index } from "typeorm";
import { IdColumn, InstantColumn } from "../../platform/db/columns";
import { Node } from "../../platform/graphql/node";
import { Actor } from "./actor.entity";

@ObjectType({
  implements: [Node, Actor],
  simpleResolvers: true,
  description: "A person with an account, or the tombstone of one.",
})
@Entity("users")
export class User implements Node, Actor {
  @Field(() => ID, { description: "Begins with usr_." })
  @IdColumn("usr", { primary: true })
  id: string;

  @Field({ description: '1 to 100 characters; "Deleted user" on a tombstone.' })
  @Column("varchar", { length: 100 })
  name: string;

  /** The name as lists of people sort by it. */
  @Column("varchar", { length: 400 })
  nameKey: string;

  @Field(() => String, { nullable: true, description: "Address of a picture, https; null when there is none." })
  @Column("varchar", { length: 2_000, nullable: true })
  avatarUrl: string | null;

  @Field({ description: "IANA time zone, such as Europe/Berlin." })
  @Column("varchar", { length: 64 })
  timezone: string;

  /** Lower-cased; shown as `email` to the user alone. Null on a tombstone, so that the address is free again. */
  // An account by the address that somebody signs in with, or is added by.
  @Index({ unique: true })
  @Column("varchar", { length: 254, nullable: true })
  emailAddress: string | null;

  /** When the user proved that the address is theirs. */
  @InstantColumn({ nullable: true })
  emailVerifiedAt: Date | null;

  /** When the account was deleted; the row stays as a tombstone. */
  @InstantColumn({ nullable: true })
  deletedAt: Date | null;

  @Field({ description: "When the account was made." })
  @InstantColumn()
  createdAt: Date;

  @Field(() => Int, { description: "Grows by one with each change of the profile." })
  @Column("int")
  version: number;
}
