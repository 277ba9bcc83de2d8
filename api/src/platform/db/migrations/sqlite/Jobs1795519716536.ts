import type { MigrationInterface, QueryRunner } from "typeorm";

export class Jobs1795519716536 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_47127d9a43001dfc05776d53c5"`);
    await runner.query(`CREATE TABLE "event_dispatch" ("stream_id" blob NOT NULL, "seq" bigint NOT NULL, PRIMARY KEY ("stream_id", "seq"))`);
    await runner.query(`CREATE TABLE "jobs" ("id" varchar(100) PRIMARY KEY NOT NULL, "name" varchar(64) NOT NULL, "data" text NOT NULL, "run_at" bigint NOT NULL, "attempts" integer NOT NULL, "leased_until" bigint, "failed_at" bigint, "last_error" varchar(500))`);
    await runner.query(`CREATE INDEX "IDX_7bc1d122406aeb5e9951f96647" ON "jobs" ("failed_at", "run_at") `);
    await runner.query(`CREATE INDEX "IDX_5e72f040fdc5efc8eef52a388c" ON "idempotency_keys" ("created_at") `);
    await runner.query(`CREATE INDEX "IDX_48942469505efeb04c90ebcb32" ON "sessions" ("ended_at") `);
    await runner.query(`CREATE INDEX "IDX_9cfe37d28c3b229a350e086d94" ON "sessions" ("expires_at") `);
    await runner.query(`CREATE INDEX "IDX_11b52372ea51f9159efe2402d9" ON "projects" ("deleted_at") `);
    await runner.query(`CREATE INDEX "IDX_68d6a27df9f5cc119cac1df190" ON "tasks" ("deleted_at") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_68d6a27df9f5cc119cac1df190"`);
    await runner.query(`DROP INDEX "IDX_11b52372ea51f9159efe2402d9"`);
    await runner.query(`DROP INDEX "IDX_9cfe37d28c3b229a350e086d94"`);
    await runner.query(`DROP INDEX "IDX_48942469505efeb04c90ebcb32"`);
    await runner.query(`DROP INDEX "IDX_5e72f040fdc5efc8eef52a388c"`);
    await runner.query(`DROP INDEX "IDX_7bc1d122406aeb5e9951f96647"`);
    await runner.query(`DROP TABLE "jobs"`);
    await runner.query(`DROP TABLE "event_dispatch"`);
    await runner.query(`CREATE INDEX "IDX_47127d9a43001dfc05776d53c5" ON "idempotency_keys" ("viewer_id", "created_at") `);
  }
}
