import type { MigrationInterface, QueryRunner } from "typeorm";

export class TaskStatusInOrder1795566448321 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "IDX_e5e910dc036fcb13fa6ad2d956" ON "tasks" ("owner_id", "status", "created_at", "id") `);
    await runner.query(`DROP INDEX "IDX_7215a6e6bd81efd714cc98e4e9"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "IDX_7215a6e6bd81efd714cc98e4e9" ON "tasks" ("owner_id", "status") `);
    await runner.query(`DROP INDEX "IDX_e5e910dc036fcb13fa6ad2d956"`);
  }
}
