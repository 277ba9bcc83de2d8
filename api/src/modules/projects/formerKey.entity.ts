import { Column, Entity, PrimaryColumn } from "typeorm";

/** A key that a project had before; the tasks made under it are still found by it. */
@Entity("project_former_keys")
export class FormerKey {
  @PrimaryColumn("binary", { length: 16 })
  projectId: Buffer;

  @PrimaryColumn("varchar", { name: "short_key", length: 10 })
  key: string;

  /** Number of the newest task when the key was given up. */
  @Column("int")
  lastTaskNumber: number;
}
