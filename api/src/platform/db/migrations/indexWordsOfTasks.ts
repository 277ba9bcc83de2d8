import type { QueryRunner } from "typeorm";
import { wordsOf } from "../../words";

const TASKS_PER_STEP = 200;
const WORDS_PER_INSERT = 1_000;

interface Row {
  id: Buffer;
  project_id: Buffer;
  title: string;
  description: string | null;
}

/**
 * Makes tasks be found that were made before there was a search, within the migration that makes its table: SQL alone
 * cannot fold text. Takes about 10 s for 100,000 tasks, once.
 */
export async function indexWordsOfTasks(runner: QueryRunner): Promise<void> {
  let last: Buffer = Buffer.alloc(0);
  for (;;) {
    const tasks: Row[] = await runner.query(
      `SELECT id, project_id, title, description FROM tasks WHERE id > ? ORDER BY id LIMIT ${TASKS_PER_STEP}`,
      [last],
    );
    if (tasks.length === 0) return;
    const rows = tasks.flatMap(({ id, project_id, title, description }) =>
      [...wordsOf(`${title}\n${description ?? ""}`)].map((word) => [id, word, project_id]),
    );
    for (let at = 0; at < rows.length; at += WORDS_PER_INSERT) {
      const part = rows.slice(at, at + WORDS_PER_INSERT);
      await runner.query(
        `INSERT INTO task_words (task_id, word, project_id) VALUES ${part.map(() => "(?, ?, ?)").join(", ")}`,
        part.flat(),
      );
    }
    last = (tasks.at(-1) as Row).id;
  }
}
