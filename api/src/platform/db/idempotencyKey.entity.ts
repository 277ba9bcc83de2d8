import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import { InstantColumn } from "./columns";

/** That a viewer's change under a key of their choice has happened, and which entity it made or changed. */
@Entity("idempotency_keys")
// What is too old is looked for by time alone.
@Index(["createdAt"])
export class IdempotencyKey {
  @PrimaryColumn("binary", { length: 16 })
  viewerId: Buffer;

  /** Name of the mutation field. */
  @PrimaryColumn("varchar", { length: 64 })
  field: string;

  /** SHA-256 of the key: fixed length, and compared as bytes on every engine. */
  @PrimaryColumn("binary", { length: 32 })
  keyHash: Buffer;

  @Column("binary", { length: 32 })
  inputHash: Buffer;

  @Column("varchar", { length: 30 })
  entityId: string;

  @Column("bigint")
  seq: number;

  /** For a change that stands in two logs. */
  @Column("bigint", { nullable: true })
  sourceSeq: number | null;

  @InstantColumn()
  createdAt: Date;
}
