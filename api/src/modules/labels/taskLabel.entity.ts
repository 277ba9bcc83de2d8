import { Entity, Index, PrimaryColumn } from "typeorm";

/** That a task has a label. */
@Entity("task_labels")
export class TaskLabel {
  @PrimaryColumn("binary", { length: 16 })
  taskId: Buffer;

  // What has the labels of a project that is purged.
  @Index()
  @PrimaryColumn("binary", { length: 16 })
  labelId: Buffer;
}
