import type { MigrationInterface, QueryRunner } from "typeorm";

export class Comments1795522201127 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "comments" ("id" blob PRIMARY KEY NOT NULL, "task_id" blob NOT NULL, "author_id" blob NOT NULL, "body" text, "edited_at" bigint, "deleted_at" bigint, "created_at" bigint NOT NULL, "version" integer NOT NULL, "input_hash" blob)`);
    await runner.query(`CREATE INDEX "IDX_68bf4a92718a54b75158fa4fe3" ON "comments" ("task_id", "created_at", "id") `);
    await runner.query(`DROP INDEX "IDX_5ac51f252ccb0523fe64c23aad"`);
    await runner.query(`DROP INDEX "IDX_40731c7151fe4be3116e45ddf7"`);
    await runner.query(`CREATE TABLE "temporary_events" ("stream_id" blob NOT NULL, "seq" bigint NOT NULL, "id" blob NOT NULL, "type" varchar(32) NOT NULL, "subject_id" varchar(30) NOT NULL, "subject_version" integer NOT NULL, "actor_id" blob, "occurred_at" bigint NOT NULL, "changed_fields" varchar(500) NOT NULL, "changes" text NOT NULL, "task_id" blob, "mentioned_ids" text, PRIMARY KEY ("stream_id", "seq"))`);
    await runner.query(`INSERT INTO "temporary_events"("stream_id", "seq", "id", "type", "subject_id", "subject_version", "actor_id", "occurred_at", "changed_fields", "changes") SELECT "stream_id", "seq", "id", "type", "subject_id", "subject_version", "actor_id", "occurred_at", "changed_fields", "changes" FROM "events"`);
    await runner.query(`DROP TABLE "events"`);
    await runner.query(`ALTER TABLE "temporary_events" RENAME TO "events"`);
    await runner.query(`CREATE INDEX "IDX_5ac51f252ccb0523fe64c23aad" ON "events" ("subject_id", "subject_version") `);
    await runner.query(`CREATE UNIQUE INDEX "IDX_40731c7151fe4be3116e45ddf7" ON "events" ("id") `);
    await runner.query(`CREATE INDEX "IDX_aaa4be44601264f6f41ff0a77c" ON "events" ("task_id", "occurred_at", "id") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_aaa4be44601264f6f41ff0a77c"`);
    await runner.query(`DROP INDEX "IDX_40731c7151fe4be3116e45ddf7"`);
    await runner.query(`DROP INDEX "IDX_5ac51f252ccb0523fe64c23aad"`);
    await runner.query(`ALTER TABLE "events" RENAME TO "temporary_events"`);
    await runner.query(`CREATE TABLE "events" ("stream_id" blob NOT NULL, "seq" bigint NOT NULL, "id" blob NOT NULL, "type" varchar(32) NOT NULL, "subject_id" varchar(30) NOT NULL, "subject_version" integer NOT NULL, "actor_id" blob, "occurred_at" bigint NOT NULL, "changed_fields" varchar(500) NOT NULL, "changes" text NOT NULL, PRIMARY KEY ("stream_id", "seq"))`);
    await runner.query(`INSERT INTO "events"("stream_id", "seq", "id", "type", "subject_id", "subject_version", "actor_id", "occurred_at", "changed_fields", "changes") SELECT "stream_id", "seq", "id", "type", "subject_id", "subject_version", "actor_id", "occurred_at", "changed_fields", "changes" FROM "temporary_events"`);
    await runner.query(`DROP TABLE "temporary_events"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_40731c7151fe4be3116e45ddf7" ON "events" ("id") `);
    await runner.query(`CREATE INDEX "IDX_5ac51f252ccb0523fe64c23aad" ON "events" ("subject_id", "subject_version") `);
    await runner.query(`DROP INDEX "IDX_68bf4a92718a54b75158fa4fe3"`);
    await runner.query(`DROP TABLE "comments"`);
  }
}
