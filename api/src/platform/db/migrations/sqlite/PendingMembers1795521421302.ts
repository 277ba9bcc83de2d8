import type { MigrationInterface, QueryRunner } from "typeorm";

export class PendingMembers1795521421302 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_5ac51f252ccb0523fe64c23aad"`);
    await runner.query(`DROP INDEX "IDX_40731c7151fe4be3116e45ddf7"`);
    await runner.query(`CREATE TABLE "temporary_events" ("stream_id" blob NOT NULL, "seq" bigint NOT NULL, "id" blob NOT NULL, "type" varchar(32) NOT NULL, "subject_id" varchar(30) NOT NULL, "subject_version" integer NOT NULL, "actor_id" blob, "occurred_at" bigint NOT NULL, "changed_fields" varchar(500) NOT NULL, "changes" text NOT NULL, "is_restricted" smallint NOT NULL DEFAULT (0), PRIMARY KEY ("stream_id", "seq"))`);
    await runner.query(`INSERT INTO "temporary_events"("stream_id", "seq", "id", "type", "subject_id", "subject_version", "actor_id", "occurred_at", "changed_fields", "changes") SELECT "stream_id", "seq", "id", "type", "subject_id", "subject_version", "actor_id", "occurred_at", "changed_fields", "changes" FROM "events"`);
    await runner.query(`DROP TABLE "events"`);
    await runner.query(`ALTER TABLE "temporary_events" RENAME TO "events"`);
    await runner.query(`CREATE INDEX "IDX_5ac51f252ccb0523fe64c23aad" ON "events" ("subject_id", "subject_version") `);
    await runner.query(`CREATE UNIQUE INDEX "IDX_40731c7151fe4be3116e45ddf7" ON "events" ("id") `);
    await runner.query(`DROP INDEX "IDX_b3f491d3a3f986106d281d8eb4"`);
    await runner.query(`DROP INDEX "IDX_e89aae80e010c2faa72e6a49ce"`);
    await runner.query(`CREATE TABLE "temporary_project_members" ("id" blob PRIMARY KEY NOT NULL, "project_id" blob NOT NULL, "user_id" blob NOT NULL, "role" smallint NOT NULL, "added_by_id" blob, "created_at" bigint NOT NULL, "removed_at" bigint, "version" integer NOT NULL, "email_address" varchar(254))`);
    await runner.query(`INSERT INTO "temporary_project_members"("id", "project_id", "user_id", "role", "added_by_id", "created_at", "removed_at", "version") SELECT "id", "project_id", "user_id", "role", "added_by_id", "created_at", "removed_at", "version" FROM "project_members"`);
    await runner.query(`DROP TABLE "project_members"`);
    await runner.query(`ALTER TABLE "temporary_project_members" RENAME TO "project_members"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_b3f491d3a3f986106d281d8eb4" ON "project_members" ("project_id", "user_id") `);
    await runner.query(`CREATE INDEX "IDX_e89aae80e010c2faa72e6a49ce" ON "project_members" ("user_id") `);
    await runner.query(`DROP INDEX "IDX_b3f491d3a3f986106d281d8eb4"`);
    await runner.query(`DROP INDEX "IDX_e89aae80e010c2faa72e6a49ce"`);
    await runner.query(`CREATE TABLE "temporary_project_members" ("id" blob PRIMARY KEY NOT NULL, "project_id" blob NOT NULL, "user_id" blob, "role" smallint NOT NULL, "added_by_id" blob, "created_at" bigint NOT NULL, "removed_at" bigint, "version" integer NOT NULL, "email_address" varchar(254))`);
    await runner.query(`INSERT INTO "temporary_project_members"("id", "project_id", "user_id", "role", "added_by_id", "created_at", "removed_at", "version", "email_address") SELECT "id", "project_id", "user_id", "role", "added_by_id", "created_at", "removed_at", "version", "email_address" FROM "project_members"`);
    await runner.query(`DROP TABLE "project_members"`);
    await runner.query(`ALTER TABLE "temporary_project_members" RENAME TO "project_members"`);
    await runner.query(`CREATE INDEX "IDX_e89aae80e010c2faa72e6a49ce" ON "project_members" ("user_id") `);
    await runner.query(`CREATE UNIQUE INDEX "IDX_34bc6bc882f5f979d213aca255" ON "project_members" ("email_address", "project_id") `);
    await runner.query(`CREATE UNIQUE INDEX "IDX_b3f491d3a3f986106d281d8eb4" ON "project_members" ("project_id", "user_id") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_b3f491d3a3f986106d281d8eb4"`);
    await runner.query(`DROP INDEX "IDX_34bc6bc882f5f979d213aca255"`);
    await runner.query(`DROP INDEX "IDX_e89aae80e010c2faa72e6a49ce"`);
    await runner.query(`ALTER TABLE "project_members" RENAME TO "temporary_project_members"`);
    await runner.query(`CREATE TABLE "project_members" ("id" blob PRIMARY KEY NOT NULL, "project_id" blob NOT NULL, "user_id" blob NOT NULL, "role" smallint NOT NULL, "added_by_id" blob, "created_at" bigint NOT NULL, "removed_at" bigint, "version" integer NOT NULL, "email_address" varchar(254))`);
    await runner.query(`INSERT INTO "project_members"("id", "project_id", "user_id", "role", "added_by_id", "created_at", "removed_at", "version", "email_address") SELECT "id", "project_id", "user_id", "role", "added_by_id", "created_at", "removed_at", "version", "email_address" FROM "temporary_project_members"`);
    await runner.query(`DROP TABLE "temporary_project_members"`);
    await runner.query(`CREATE INDEX "IDX_e89aae80e010c2faa72e6a49ce" ON "project_members" ("user_id") `);
    await runner.query(`CREATE UNIQUE INDEX "IDX_b3f491d3a3f986106d281d8eb4" ON "project_members" ("project_id", "user_id") `);
    await runner.query(`DROP INDEX "IDX_e89aae80e010c2faa72e6a49ce"`);
    await runner.query(`DROP INDEX "IDX_b3f491d3a3f986106d281d8eb4"`);
    await runner.query(`ALTER TABLE "project_members" RENAME TO "temporary_project_members"`);
    await runner.query(`CREATE TABLE "project_members" ("id" blob PRIMARY KEY NOT NULL, "project_id" blob NOT NULL, "user_id" blob NOT NULL, "role" smallint NOT NULL, "added_by_id" blob, "created_at" bigint NOT NULL, "removed_at" bigint, "version" integer NOT NULL)`);
    await runner.query(`INSERT INTO "project_members"("id", "project_id", "user_id", "role", "added_by_id", "created_at", "removed_at", "version") SELECT "id", "project_id", "user_id", "role", "added_by_id", "created_at", "removed_at", "version" FROM "temporary_project_members"`);
    await runner.query(`DROP TABLE "temporary_project_members"`);
    await runner.query(`CREATE INDEX "IDX_e89aae80e010c2faa72e6a49ce" ON "project_members" ("user_id") `);
    await runner.query(`CREATE UNIQUE INDEX "IDX_b3f491d3a3f986106d281d8eb4" ON "project_members" ("project_id", "user_id") `);
    await runner.query(`DROP INDEX "IDX_40731c7151fe4be3116e45ddf7"`);
    await runner.query(`DROP INDEX "IDX_5ac51f252ccb0523fe64c23aad"`);
    await runner.query(`ALTER TABLE "events" RENAME TO "temporary_events"`);
    await runner.query(`CREATE TABLE "events" ("stream_id" blob NOT NULL, "seq" bigint NOT NULL, "id" blob NOT NULL, "type" varchar(32) NOT NULL, "subject_id" varchar(30) NOT NULL, "subject_version" integer NOT NULL, "actor_id" blob, "occurred_at" bigint NOT NULL, "changed_fields" varchar(500) NOT NULL, "changes" text NOT NULL, PRIMARY KEY ("stream_id", "seq"))`);
    await runner.query(`INSERT INTO "events"("stream_id", "seq", "id", "type", "subject_id", "subject_version", "actor_id", "occurred_at", "changed_fields", "changes") SELECT "stream_id", "seq", "id", "type", "subject_id", "subject_version", "actor_id", "occurred_at", "changed_fields", "changes" FROM "temporary_events"`);
    await runner.query(`DROP TABLE "temporary_events"`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_40731c7151fe4be3116e45ddf7" ON "events" ("id") `);
    await runner.query(`CREATE INDEX "IDX_5ac51f252ccb0523fe64c23aad" ON "events" ("subject_id", "subject_version") `);
  }
}
