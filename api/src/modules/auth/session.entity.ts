import { Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, Index } from "typeorm";
import { IdColumn, InstantColumn } from "../../platform/db/columns";
import { Node } from "../../platform/graphql/node";

@ObjectType({ implements: Node, simpleResolvers: true, description: "A signed-in device of the viewer's." })
@Entity("sessions")
// The sessions of a user, newest first.
@Index(["userId", "createdAt"])
// What ran out or was ended long ago.
@Index(["expiresAt"])
@Index(["endedAt"])
export class Session implements Node {
  @Field(() => ID, { description: "Begins with ses_." })
  @IdColumn("ses", { primary: true })
  id: string;

  @IdColumn("usr")
  userId: string;

  @Field(() => String, { nullable: true, description: "The user agent that signed in; null when it did not say." })
  @Column("varchar", { length: 255, nullable: true })
  device: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Address that it was last used from; null when it is not known.",
  })
  @Column("varchar", { length: 45, nullable: true })
  ipAddress: string | null;

  @Field({ description: "When it last fetched an access token." })
  @InstantColumn()
  lastUsedAt: Date;

  @Field({ description: "When it was signed in." })
  @InstantColumn()
  createdAt: Date;

  /** When it ends by itself unless it is used before. */
  @InstantColumn()
  expiresAt: Date;

  /** When it was ended: signed out, revoked, or its refresh token misused. */
  @InstantColumn({ nullable: true })
  endedAt: Date | null;
}
