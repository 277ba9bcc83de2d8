import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * The head of one log: a project's or a user's. Its row is what a transaction
 * locks, so the events of a stream commit in the order of their seq.
 */
@Entity("streams")
export class Stream {
  /** Bytes of the prj_ or usr_ id. */
  @PrimaryColumn("binary", { length: 16 })
  id: Buffer;

  @Column("bigint")
  lastSeq: number;
}
