import { Entity, PrimaryColumn } from "typeorm";

/** That an event's jobs are still to be enqueued: written with the event when a job handles its type, deleted with that. */
@Entity("event_dispatch")
export class EventDispatch {
  @PrimaryColumn("binary", { length: 16 })
  streamId: Buffer;

  @PrimaryColumn("bigint")
  seq: number;
}
