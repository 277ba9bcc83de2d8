import type { MigrationInterface, QueryRunner } from "typeorm";

export class TasksOfEachProject1795883075579 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX \`IDX_69efe25b24e7dbb352aab81c35\` ON \`tasks\` (\`project_id\`, \`created_at\`, \`id\`, \`deleted_at\`)`);
    await runner.query(`CREATE INDEX \`IDX_707ec864374e59b098c687dd95\` ON \`tasks\` (\`project_id\`, \`updated_at\`, \`id\`, \`deleted_at\`)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX \`IDX_707ec864374e59b098c687dd95\` ON \`tasks\``);
    await runner.query(`DROP INDEX \`IDX_69efe25b24e7dbb352aab81c35\` ON \`tasks\``);
  }
}
