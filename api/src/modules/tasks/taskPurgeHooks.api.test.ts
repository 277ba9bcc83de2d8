import { dumpTables } from "../../testing/database";
import { buildProject, buildTask } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { startTestApp } from "../../testing/testApp";
import { deleteFormerKeysOfTasks } from "./taskFormerKeys.repository";
import { deleteWordsOfTasks } from "./taskWords.repository";

it("the words and former keys of tasks that are purged are forgotten, and only theirs", async () => {
  const test = await startTestApp();
  const from = await buildProject(test);
  const to = await buildProject(test, { owner: from.owner });
  const ids: string[] = [];
  for (const title of ["one two", "three"]) ids.push((await buildTask(test, { project: from, title })).id);
  for (const id of ids) await change(test, from.owner, "moveTask", { id, projectId: to.id });
  const counts = async () => {
    const { task_words: words, task_former_keys: keys } = await dumpTables(test);
    return [words?.length, keys?.length];
  };
  expect(await counts()).toEqual([3, 2]);
  await test.app.db.transact(null, {}, async (tx) => {
    await deleteWordsOfTasks(tx, [ids[0]!]);
    await deleteFormerKeysOfTasks(tx, [ids[0]!]);
  });
  expect(await counts()).toEqual([1, 1]);
  await test.close();
});
