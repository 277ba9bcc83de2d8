import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import { BooleanColumn, IdColumn, InstantColumn, JsonColumn } from "../columns";

/** One field's value before and after an event; ids for entities. */
export interface FieldChangeRecord {
  field: string;
  before: unknown;
  after: unknown;
}

/** One entry of a log, written in the transaction of the change that it tells of. */
@Entity("events")
// What has changed since the version that a client knows, and whose values are to be forgotten.
@Index(["subjectId", "subjectVersion"])
// A task's activity, newest first, in whatever logs it stands.
@Index(["taskId", "occurredAt", "id"])
export class EventRecord {
  @PrimaryColumn("binary", { length: 16 })
  streamId: Buffer;

  /** 1, 2, 3 … within the stream, without a gap. */
  @PrimaryColumn("bigint")
  seq: number;

  // Entries by their ids.
  @Index({ unique: true })
  @IdColumn("evt")
  id: string;

  @Column("varchar", { length: 32 })
  type: string;

  /** The changed entity's TypeID; text, as its kind differs from row to row. */
  @Column("varchar", { length: 30 })
  subjectId: string;

  /** The subject's version after this event. */
  @Column("int")
  subjectVersion: number;

  @IdColumn("usr", { nullable: true })
  actorId: string | null;

  @InstantColumn()
  occurredAt: Date;

  /** Names of the changed fields, with commas between: what a conflict asks for, without the values. */
  @Column("varchar", { length: 500 })
  changedFields: string;

  /** Empty also when the subject's content was deleted: see forgetValues. */
  @JsonColumn()
  changes: FieldChangeRecord[];

  /** The task that it belongs to: the subject, or what the subject hangs on. */
  @IdColumn("tsk", { nullable: true })
  taskId: string | null;

  /** The users that the change mentions and that were not mentioned there before: whom to notify. */
  @JsonColumn({ nullable: true })
  mentionedIds: string[] | null;

  /** It is of what only the owner and admins may know (a pending member): whoever shows events to others leaves it out. */
  @BooleanColumn({ default: false })
  isRestricted: boolean;
}
