import type { MigrationInterface, QueryRunner } from "typeorm";
import { indexWordsOfTasks } from "../indexWordsOfTasks";

export class Search1795520969795 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "task_former_keys" ("task_id" blob NOT NULL, "short_key" varchar(10) NOT NULL, "number" integer NOT NULL, "project_id" blob NOT NULL, PRIMARY KEY ("task_id", "short_key", "number"))`);
    await runner.query(`CREATE INDEX "IDX_197742d8399926585329e29b39" ON "task_former_keys" ("project_id", "short_key", "number") `);
    await runner.query(`CREATE TABLE "task_words" ("task_id" blob NOT NULL, "word" varchar(64) NOT NULL, "project_id" blob NOT NULL, PRIMARY KEY ("task_id", "word")) WITHOUT ROWID`);
    await runner.query(`CREATE INDEX "IDX_9e3fe3a92a04f1887f0ddb66a6" ON "task_words" ("project_id", "word") `);
    await indexWordsOfTasks(runner);
    await runner.query(`DROP INDEX "IDX_47127d9a43001dfc05776d53c5"`);
    await runner.query(`CREATE TABLE "temporary_idempotency_keys" ("viewer_id" blob NOT NULL, "field" varchar(64) NOT NULL, "key_hash" blob NOT NULL, "input_hash" blob NOT NULL, "entity_id" varchar(30) NOT NULL, "seq" bigint NOT NULL, "created_at" bigint NOT NULL, "source_seq" bigint, PRIMARY KEY ("viewer_id", "field", "key_hash"))`);
    await runner.query(`INSERT INTO "temporary_idempotency_keys"("viewer_id", "field", "key_hash", "input_hash", "entity_id", "seq", "created_at") SELECT "viewer_id", "field", "key_hash", "input_hash", "entity_id", "seq", "created_at" FROM "idempotency_keys"`);
    await runner.query(`DROP TABLE "idempotency_keys"`);
    await runner.query(`ALTER TABLE "temporary_idempotency_keys" RENAME TO "idempotency_keys"`);
    await runner.query(`CREATE INDEX "IDX_47127d9a43001dfc05776d53c5" ON "idempotency_keys" ("viewer_id", "created_at") `);
    await runner.query(`CREATE INDEX "IDX_8fbb95b648d30eeed57ef180bd" ON "tasks" ("project_id", "deleted_with_id") `);
    await runner.query(`CREATE INDEX "IDX_cf4e573a1dafff7ca671b40224" ON "tasks" ("owner_id", "updated_at", "id") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_cf4e573a1dafff7ca671b40224"`);
    await runner.query(`DROP INDEX "IDX_8fbb95b648d30eeed57ef180bd"`);
    await runner.query(`DROP INDEX "IDX_47127d9a43001dfc05776d53c5"`);
    await runner.query(`ALTER TABLE "idempotency_keys" RENAME TO "temporary_idempotency_keys"`);
    await runner.query(`CREATE TABLE "idempotency_keys" ("viewer_id" blob NOT NULL, "field" varchar(64) NOT NULL, "key_hash" blob NOT NULL, "input_hash" blob NOT NULL, "entity_id" varchar(30) NOT NULL, "seq" bigint NOT NULL, "created_at" bigint NOT NULL, PRIMARY KEY ("viewer_id", "field", "key_hash"))`);
    await runner.query(`INSERT INTO "idempotency_keys"("viewer_id", "field", "key_hash", "input_hash", "entity_id", "seq", "created_at") SELECT "viewer_id", "field", "key_hash", "input_hash", "entity_id", "seq", "created_at" FROM "temporary_idempotency_keys"`);
    await runner.query(`DROP TABLE "temporary_idempotency_keys"`);
    await runner.query(`CREATE INDEX "IDX_47127d9a43001dfc05776d53c5" ON "idempotency_keys" ("viewer_id", "created_at") `);
    await runner.query(`DROP INDEX "IDX_9e3fe3a92a04f1887f0ddb66a6"`);
    await runner.query(`DROP TABLE "task_words"`);
    await runner.query(`DROP INDEX "IDX_197742d8399926585329e29b39"`);
    await runner.query(`DROP TABLE "task_former_keys"`);
  }
}
