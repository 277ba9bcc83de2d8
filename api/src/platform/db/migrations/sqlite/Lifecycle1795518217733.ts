import type { MigrationInterface, QueryRunner } from "typeorm";

export class Lifecycle1795518217733 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_24a1b646bd23ea2dda1dc2e9a5"`);
    await runner.query(`CREATE TABLE "temporary_projects" ("id" blob PRIMARY KEY NOT NULL, "short_key" varchar(10) NOT NULL, "name" varchar(100) NOT NULL, "name_key" varchar(400) NOT NULL, "description" text, "color" varchar(7) NOT NULL, "is_personal" smallint NOT NULL, "owner_id" blob NOT NULL, "last_task_number" integer NOT NULL, "created_at" bigint NOT NULL, "updated_at" bigint NOT NULL, "version" integer NOT NULL, "input_hash" blob, "archived_at" bigint, "deleted_at" bigint)`);
    await runner.query(`INSERT INTO "temporary_projects"("id", "short_key", "name", "name_key", "description", "color", "is_personal", "owner_id", "last_task_number", "created_at", "updated_at", "version", "input_hash") SELECT "id", "short_key", "name", "name_key", "description", "color", "is_personal", "owner_id", "last_task_number", "created_at", "updated_at", "version", "input_hash" FROM "projects"`);
    await runner.query(`DROP TABLE "projects"`);
    await runner.query(`ALTER TABLE "temporary_projects" RENAME TO "projects"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_24a1b646bd23ea2dda1dc2e9a5" ON "projects" ("owner_id", "short_key") `);
    await runner.query(`DROP INDEX "IDX_d1a16364b1f276e14e8e4cfc47"`);
    await runner.query(`CREATE TABLE "temporary_users" ("id" blob PRIMARY KEY NOT NULL, "name" varchar(100) NOT NULL, "name_key" varchar(400) NOT NULL, "avatar_url" varchar(2000), "timezone" varchar(64) NOT NULL, "email_address" varchar(254) NOT NULL, "created_at" bigint NOT NULL, "version" integer NOT NULL, "email_verified_at" bigint, "deleted_at" bigint)`);
    await runner.query(`INSERT INTO "temporary_users"("id", "name", "name_key", "avatar_url", "timezone", "email_address", "created_at", "version") SELECT "id", "name", "name_key", "avatar_url", "timezone", "email_address", "created_at", "version" FROM "users"`);
    await runner.query(`DROP TABLE "users"`);
    await runner.query(`ALTER TABLE "temporary_users" RENAME TO "users"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_d1a16364b1f276e14e8e4cfc47" ON "users" ("email_address") `);
    await runner.query(`DROP INDEX "IDX_d1a16364b1f276e14e8e4cfc47"`);
    await runner.query(`CREATE TABLE "temporary_users" ("id" blob PRIMARY KEY NOT NULL, "name" varchar(100) NOT NULL, "name_key" varchar(400) NOT NULL, "avatar_url" varchar(2000), "timezone" varchar(64) NOT NULL, "email_address" varchar(254), "created_at" bigint NOT NULL, "version" integer NOT NULL, "email_verified_at" bigint, "deleted_at" bigint)`);
    await runner.query(`INSERT INTO "temporary_users"("id", "name", "name_key", "avatar_url", "timezone", "email_address", "created_at", "version", "email_verified_at", "deleted_at") SELECT "id", "name", "name_key", "avatar_url", "timezone", "email_address", "created_at", "version", "email_verified_at", "deleted_at" FROM "users"`);
    await runner.query(`DROP TABLE "users"`);
    await runner.query(`ALTER TABLE "temporary_users" RENAME TO "users"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_d1a16364b1f276e14e8e4cfc47" ON "users" ("email_address") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_d1a16364b1f276e14e8e4cfc47"`);
    await runner.query(`ALTER TABLE "users" RENAME TO "temporary_users"`);
    await runner.query(`CREATE TABLE "users" ("id" blob PRIMARY KEY NOT NULL, "name" varchar(100) NOT NULL, "name_key" varchar(400) NOT NULL, "avatar_url" varchar(2000), "timezone" varchar(64) NOT NULL, "email_address" varchar(254) NOT NULL, "created_at" bigint NOT NULL, "version" integer NOT NULL, "email_verified_at" bigint, "deleted_at" bigint)`);
    await runner.query(`INSERT INTO "users"("id", "name", "name_key", "avatar_url", "timezone", "email_address", "created_at", "version", "email_verified_at", "deleted_at") SELECT "id", "name", "name_key", "avatar_url", "timezone", "email_address", "created_at", "version", "email_verified_at", "deleted_at" FROM "temporary_users"`);
    await runner.query(`DROP TABLE "temporary_users"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_d1a16364b1f276e14e8e4cfc47" ON "users" ("email_address") `);
    await runner.query(`DROP INDEX "IDX_d1a16364b1f276e14e8e4cfc47"`);
    await runner.query(`ALTER TABLE "users" RENAME TO "temporary_users"`);
    await runner.query(`CREATE TABLE "users" ("id" blob PRIMARY KEY NOT NULL, "name" varchar(100) NOT NULL, "name_key" varchar(400) NOT NULL, "avatar_url" varchar(2000), "timezone" varchar(64) NOT NULL, "email_address" varchar(254) NOT NULL, "created_at" bigint NOT NULL, "version" integer NOT NULL)`);
    await runner.query(`INSERT INTO "users"("id", "name", "name_key", "avatar_url", "timezone", "email_address", "created_at", "version") SELECT "id", "name", "name_key", "avatar_url", "timezone", "email_address", "created_at", "version" FROM "temporary_users"`);
    await runner.query(`DROP TABLE "temporary_users"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_d1a16364b1f276e14e8e4cfc47" ON "users" ("email_address") `);
    await runner.query(`DROP INDEX "IDX_24a1b646bd23ea2dda1dc2e9a5"`);
    await runner.query(`ALTER TABLE "projects" RENAME TO "temporary_projects"`);
    await runner.query(`CREATE TABLE "projects" ("id" blob PRIMARY KEY NOT NULL, "short_key" varchar(10) NOT NULL, "name" varchar(100) NOT NULL, "name_key" varchar(400) NOT NULL, "description" text, "color" varchar(7) NOT NULL, "is_personal" smallint NOT NULL, "owner_id" blob NOT NULL, "last_task_number" integer NOT NULL, "created_at" bigint NOT NULL, "updated_at" bigint NOT NULL, "version" integer NOT NULL, "input_hash" blob)`);
    await runner.query(`INSERT INTO "projects"("id", "short_key", "name", "name_key", "description", "color", "is_personal", "owner_id", "last_task_number", "created_at", "updated_at", "version", "input_hash") SELECT "id", "short_key", "name", "name_key", "description", "color", "is_personal", "owner_id", "last_task_number", "created_at", "updated_at", "version", "input_hash" FROM "temporary_projects"`);
    await runner.query(`DROP TABLE "temporary_projects"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_24a1b646bd23ea2dda1dc2e9a5" ON "projects" ("owner_id", "short_key") `);
  }
}
