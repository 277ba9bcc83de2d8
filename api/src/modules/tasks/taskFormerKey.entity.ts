import { Entity, Index, PrimaryColumn } from "typeorm";
import { IdColumn } from "../../platform/db/columns";

/** A key that a task had in a project that it has left; it is still found by it. */
@Entity("task_former_keys")
// For a key within the viewer's projects: by the key alone every task that was ever somebody's MY-1 would be looked at.
@Index(["projectId", "key", "number"])
export class TaskFormerKey {
  @IdColumn("tsk", { primary: true })
  taskId: string;

  @PrimaryColumn("varchar", { name: "short_key", length: 10 })
  key: string;

  @PrimaryColumn("int")
  number: number;

  /** Where the task is now: moves with it. */
  @IdColumn("prj")
  projectId: string;
}
