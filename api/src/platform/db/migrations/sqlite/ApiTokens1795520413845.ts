import type { MigrationInterface, QueryRunner } from "typeorm";

export class ApiTokens1795520413845 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "api_tokens" ("id" blob PRIMARY KEY NOT NULL, "user_id" blob NOT NULL, "name" varchar(100) NOT NULL, "secret_hash" blob NOT NULL, "hint" varchar(4) NOT NULL, "scopes" smallint NOT NULL, "expires_at" bigint, "last_used_at" bigint, "created_at" bigint NOT NULL, "revoked_at" bigint)`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_7e7249acb8127967fc6b8907d6" ON "api_tokens" ("secret_hash") `);
    await runner.query(`CREATE INDEX "IDX_a8d73f56905b85d8c19587c734" ON "api_tokens" ("user_id", "created_at") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_a8d73f56905b85d8c19587c734"`);
    await runner.query(`DROP INDEX "IDX_7e7249acb8127967fc6b8907d6"`);
    await runner.query(`DROP TABLE "api_tokens"`);
  }
}
