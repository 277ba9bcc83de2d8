import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/**
 * That a task has a word in its title or description; see platform/words. By task and word: whether a task has a
 * prefix is one seek, and its words are written and deleted side by side.
 */
@Entity("task_words", { withoutRowid: true })
// The tasks of a project that have a prefix.
@Index(["projectId", "word"])
export class TaskWord {
  @PrimaryColumn("binary", { length: 16 })
  taskId: Buffer;

  @PrimaryColumn("varchar", { length: 64 })
  word: string;

  /** The task's: moves with it. */
  @Column("binary", { length: 16 })
  projectId: Buffer;
}
