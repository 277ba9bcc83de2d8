import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import { InstantColumn, JsonColumn } from "../db/columns";

/** One job that is to be done: for an event, or again and again. Deleted when an event's job is done. */
@Entity("jobs")
// What is due is asked for all the time: not given up, by time.
@Index(["failedAt", "runAt"])
export class JobRecord {
  /** The job's name, `/`, and the event's id or `every`: there is one row for each of these at most. */
  @PrimaryColumn("varchar", { length: 100 })
  id: string;

  @Column("varchar", { length: 64 })
  name: string;

  @JsonColumn()
  data: unknown;

  /** When it is to run, or to run again. */
  @InstantColumn()
  runAt: Date;

  /** Runs begun, since the last one that was done. It grows with each claim: whoever stores a run's outcome names it. */
  @Column("int")
  attempts: number;

  /** Until when a runner has it to itself; past that the runner is dead. Null: nobody has it. */
  @InstantColumn({ nullable: true })
  leasedUntil: Date | null;

  /** When it was given up; it is kept for a while, for people to see. */
  @InstantColumn({ nullable: true })
  failedAt: Date | null;

  /** Message of the last run's error. */
  @Column("varchar", { length: 500, nullable: true })
  lastError: string | null;
}
