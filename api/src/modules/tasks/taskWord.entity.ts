import { Entity, Index, PrimaryColumn } from "typeorm";
import { IdColumn } from "../../platform/db/columns";

/**
 * That a task has a word in its title or description; see platform/words. By task and word: whether a task has a
 * prefix is one seek, and its words are written and deleted side by side.
 */
@Entity("task_words", { withoutRowid: true })
// The tasks of a project that have a prefix.
@Index(["projectId", "word"])
export class TaskWord {
  @IdColumn("tsk", { primary: true })
  taskId: string;

  @PrimaryColumn("varchar", { length: 64 })
  word: string;

  /** The task's: moves with it. */
  @IdColumn("prj")
  projectId: string;
}
