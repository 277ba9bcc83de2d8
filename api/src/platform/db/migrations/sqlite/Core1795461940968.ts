import type { MigrationInterface, QueryRunner } from "typeorm";

export class Core1795461940968 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "idempotency_keys" ("viewer_id" blob NOT NULL, "field" varchar(64) NOT NULL, "key_hash" blob NOT NULL, "input_hash" blob NOT NULL, "entity_id" varchar(30) NOT NULL, "seq" bigint NOT NULL, "created_at" bigint NOT NULL, PRIMARY KEY ("viewer_id", "field", "key_hash"))`);
    await runner.query(`CREATE INDEX "IDX_47127d9a43001dfc05776d53c5" ON "idempotency_keys" ("viewer_id", "created_at") `);
    await runner.query(`CREATE TABLE "events" ("stream_id" blob NOT NULL, "seq" bigint NOT NULL, "id" blob NOT NULL, "type" varchar(32) NOT NULL, "subject_id" varchar(30) NOT NULL, "subject_version" integer NOT NULL, "actor_id" blob, "occurred_at" bigint NOT NULL, "changed_fields" varchar(500) NOT NULL, "changes" text NOT NULL, PRIMARY KEY ("stream_id", "seq"))`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_40731c7151fe4be3116e45ddf7" ON "events" ("id") `);
    await runner.query(`CREATE INDEX "IDX_5ac51f252ccb0523fe64c23aad" ON "events" ("subject_id", "subject_version") `);
    await runner.query(`CREATE TABLE "streams" ("id" blob PRIMARY KEY NOT NULL, "last_seq" bigint NOT NULL)`);
    await runner.query(`CREATE TABLE "credentials" ("id" blob PRIMARY KEY NOT NULL, "password_hash" varchar(255) NOT NULL)`);
    await runner.query(`CREATE TABLE "refresh_tokens" ("token_hash" blob PRIMARY KEY NOT NULL, "session_id" blob NOT NULL, "created_at" bigint NOT NULL, "first_used_at" bigint)`);
    await runner.query(`CREATE INDEX "IDX_3bf308fa93da3966f9e76fcfba" ON "refresh_tokens" ("session_id") `);
    await runner.query(`CREATE TABLE "sessions" ("id" blob PRIMARY KEY NOT NULL, "user_id" blob NOT NULL, "device" varchar(255), "ip_address" varchar(45), "last_used_at" bigint NOT NULL, "created_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "ended_at" bigint)`);
    await runner.query(`CREATE INDEX "IDX_01fa943b893e3449f55443dde9" ON "sessions" ("user_id", "created_at") `);
    await runner.query(`CREATE TABLE "labels" ("id" blob PRIMARY KEY NOT NULL, "project_id" blob NOT NULL, "name" varchar(50) NOT NULL, "name_key" varchar(200), "color" varchar(7) NOT NULL, "deleted_at" bigint, "version" integer NOT NULL, "input_hash" blob)`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_f8d3376e95afc96270adef91c0" ON "labels" ("project_id", "name_key") `);
    await runner.query(`CREATE TABLE "task_labels" ("task_id" blob NOT NULL, "label_id" blob NOT NULL, PRIMARY KEY ("task_id", "label_id"))`);
    await runner.query(`CREATE INDEX "IDX_09dd3f6f9d04063726c498155f" ON "task_labels" ("label_id") `);
    await runner.query(`CREATE TABLE "project_former_keys" ("project_id" blob NOT NULL, "short_key" varchar(10) NOT NULL, "last_task_number" integer NOT NULL, PRIMARY KEY ("project_id", "short_key"))`);
    await runner.query(`CREATE TABLE "projects" ("id" blob PRIMARY KEY NOT NULL, "short_key" varchar(10) NOT NULL, "name" varchar(100) NOT NULL, "name_key" varchar(400) NOT NULL, "description" text, "color" varchar(7) NOT NULL, "is_personal" smallint NOT NULL, "owner_id" blob NOT NULL, "last_task_number" integer NOT NULL, "created_at" bigint NOT NULL, "updated_at" bigint NOT NULL, "version" integer NOT NULL, "input_hash" blob)`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_24a1b646bd23ea2dda1dc2e9a5" ON "projects" ("owner_id", "short_key") `);
    await runner.query(`CREATE TABLE "project_members" ("id" blob PRIMARY KEY NOT NULL, "project_id" blob NOT NULL, "user_id" blob NOT NULL, "role" smallint NOT NULL, "added_by_id" blob, "created_at" bigint NOT NULL, "removed_at" bigint, "version" integer NOT NULL)`);
    await runner.query(`CREATE INDEX "IDX_e89aae80e010c2faa72e6a49ce" ON "project_members" ("user_id") `);
    await runner.query(`CREATE UNIQUE INDEX "IDX_b3f491d3a3f986106d281d8eb4" ON "project_members" ("project_id", "user_id") `);
    await runner.query(`CREATE TABLE "tasks" ("id" blob PRIMARY KEY NOT NULL, "owner_id" blob NOT NULL, "project_id" blob NOT NULL, "number" integer NOT NULL, "title" varchar(500) NOT NULL, "title_key" varchar(2000) NOT NULL, "description" text, "status" smallint NOT NULL, "priority" smallint NOT NULL, "assignee_id" blob, "creator_id" blob NOT NULL, "parent_id" blob, "due_on" varchar(10), "due_at" bigint, "due_sort" bigint NOT NULL, "start_on" varchar(10), "start_at" bigint, "position" varchar(64) NOT NULL, "completed_at" bigint, "deleted_at" bigint, "deleted_with_id" blob, "created_at" bigint NOT NULL, "updated_at" bigint NOT NULL, "version" integer NOT NULL, "input_hash" blob)`);
    await runner.query(`CREATE INDEX "IDX_b03c99063a4eaf084f069a4d5a" ON "tasks" ("parent_id") `);
    await runner.query(`CREATE INDEX "IDX_ba69c0f5242db7834afac49e11" ON "tasks" ("deleted_with_id") `);
    await runner.query(`CREATE INDEX "IDX_58f9a2d3a95acf46ed342cbc77" ON "tasks" ("assignee_id", "due_sort") `);
    await runner.query(`CREATE INDEX "IDX_e4075e5f80b5ecff47c37b1ddc" ON "tasks" ("project_id", "position", "id") `);
    await runner.query(`CREATE UNIQUE INDEX "IDX_10434cf29644a4a93a76858a96" ON "tasks" ("project_id", "number") `);
    await runner.query(`CREATE INDEX "IDX_7215a6e6bd81efd714cc98e4e9" ON "tasks" ("owner_id", "status") `);
    await runner.query(`CREATE INDEX "IDX_604f4a4d661bddaec34504a5a7" ON "tasks" ("owner_id", "created_at", "id") `);
    await runner.query(`CREATE TABLE "users" ("id" blob PRIMARY KEY NOT NULL, "name" varchar(100) NOT NULL, "name_key" varchar(400) NOT NULL, "avatar_url" varchar(2000), "timezone" varchar(64) NOT NULL, "email_address" varchar(254) NOT NULL, "created_at" bigint NOT NULL, "version" integer NOT NULL)`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_d1a16364b1f276e14e8e4cfc47" ON "users" ("email_address") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_d1a16364b1f276e14e8e4cfc47"`);
    await runner.query(`DROP TABLE "users"`);
    await runner.query(`DROP INDEX "IDX_604f4a4d661bddaec34504a5a7"`);
    await runner.query(`DROP INDEX "IDX_7215a6e6bd81efd714cc98e4e9"`);
    await runner.query(`DROP INDEX "IDX_10434cf29644a4a93a76858a96"`);
    await runner.query(`DROP INDEX "IDX_e4075e5f80b5ecff47c37b1ddc"`);
    await runner.query(`DROP INDEX "IDX_58f9a2d3a95acf46ed342cbc77"`);
    await runner.query(`DROP INDEX "IDX_ba69c0f5242db7834afac49e11"`);
    await runner.query(`DROP INDEX "IDX_b03c99063a4eaf084f069a4d5a"`);
    await runner.query(`DROP TABLE "tasks"`);
    await runner.query(`DROP INDEX "IDX_b3f491d3a3f986106d281d8eb4"`);
    await runner.query(`DROP INDEX "IDX_e89aae80e010c2faa72e6a49ce"`);
    await runner.query(`DROP TABLE "project_members"`);
    await runner.query(`DROP INDEX "IDX_24a1b646bd23ea2dda1dc2e9a5"`);
    await runner.query(`DROP TABLE "projects"`);
    await runner.query(`DROP TABLE "project_former_keys"`);
    await runner.query(`DROP INDEX "IDX_09dd3f6f9d04063726c498155f"`);
    await runner.query(`DROP TABLE "task_labels"`);
    await runner.query(`DROP INDEX "IDX_f8d3376e95afc96270adef91c0"`);
    await runner.query(`DROP TABLE "labels"`);
    await runner.query(`DROP INDEX "IDX_01fa943b893e3449f55443dde9"`);
    await runner.query(`DROP TABLE "sessions"`);
    await runner.query(`DROP INDEX "IDX_3bf308fa93da3966f9e76fcfba"`);
    await runner.query(`DROP TABLE "refresh_tokens"`);
    await runner.query(`DROP TABLE "credentials"`);
    await runner.query(`DROP TABLE "streams"`);
    await runner.query(`DROP INDEX "IDX_5ac51f252ccb0523fe64c23aad"`);
    await runner.query(`DROP INDEX "IDX_40731c7151fe4be3116e45ddf7"`);
    await runner.query(`DROP TABLE "events"`);
    await runner.query(`DROP INDEX "IDX_47127d9a43001dfc05776d53c5"`);
    await runner.query(`DROP TABLE "idempotency_keys"`);
  }
}
