import type { MigrationInterface, QueryRunner } from "typeorm";

export class MailTokens1795519603747 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "mail_tokens" ("token_hash" blob PRIMARY KEY NOT NULL, "kind" smallint NOT NULL, "user_id" blob NOT NULL, "email_address" varchar(254) NOT NULL, "expires_at" bigint NOT NULL)`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_5574f310879ec074dc140c938f" ON "mail_tokens" ("user_id", "kind") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_5574f310879ec074dc140c938f"`);
    await runner.query(`DROP TABLE "mail_tokens"`);
  }
}
