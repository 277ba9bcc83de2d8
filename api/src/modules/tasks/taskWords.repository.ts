import { placeholders, type Tx } from "../../platform/db/database";
import { idBytes } from "../../platform/ids";
import { wordsOf } from "../../platform/words";
import type { Task } from "./task.entity";
import { TaskWord } from "./taskWord.entity";

/** Values that a statement names at most. */
const CHUNK = 1_000;

/** What a task is found by. */
export function rowsOfWords({ id, projectId, title, description }: Task): TaskWord[] {
  const [taskId, home] = [idBytes(id), idBytes(projectId)];
  return [...wordsOf(`${title}\n${description ?? ""}`)].map((word) => ({ taskId, word, projectId: home }));
}

/** Makes a task be found by the words that it has now; only what differs is written. */
export async function replaceWords(tx: Tx, task: Task): Promise<void> {
  const id = idBytes(task.id);
  const rows = await tx.query<{ word: string }>("SELECT word FROM task_words WHERE task_id = ?", [id]);
  const before = new Set(rows.map(({ word }) => word));
  const after = rowsOfWords(task);
  const kept = new Set(after.map(({ word }) => word));
  const gone = [...before].filter((word) => !kept.has(word));
  for (let at = 0; at < gone.length; at += CHUNK) {
    const words = gone.slice(at, at + CHUNK);
    await tx.write(`DELETE FROM task_words WHERE task_id = ? AND word IN (${placeholders(words.length)})`, [
      id,
      ...words,
    ]);
  }
  await tx.insert(
    TaskWord,
    after.filter(({ word }) => !before.has(word)),
  );
}

/** The words of tasks that go to another project go with them. */
export async function moveWords(tx: Tx, taskIds: readonly string[], projectId: string): Promise<void> {
  await tx.execute(`UPDATE task_words SET project_id = ? WHERE task_id IN (${placeholders(taskIds.length)})`, [
    idBytes(projectId),
    ...taskIds.map(idBytes),
  ]);
}

/** Forgets the words of tasks that are purged. */
export async function deleteWordsOfTasks(tx: Tx, taskIds: readonly string[]): Promise<void> {
  await tx.execute(`DELETE FROM task_words WHERE task_id IN (${placeholders(taskIds.length)})`, taskIds.map(idBytes));
}
