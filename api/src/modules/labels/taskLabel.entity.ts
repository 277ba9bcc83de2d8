import { Entity, Index, PrimaryColumn } from "typeorm";

/** That a task has a label. */
@Entity("task_labels")
export class TaskLabel {
  @PrimaryColumn("binary", { length: 16 })
  taskId: Buffer;

  @Index()
  @PrimaryColumn("binary", { length: 16 })
  labelId: Buffer;
}
