import { dumpTables } from "../../testing/database";
import { buildComment, buildProject, buildTask } from "../../testing/factories";
import { change } from "../../testing/mutations";
import { startTestApp } from "../../testing/testApp";

const MONTH_MS = 31 * 86_400_000;

it("of a task that is purged nothing is left to read, in no log that it was in; of the others all is", async () => {
  const test = await startTestApp();
  const from = await buildProject(test);
  const to = await buildProject(test, { owner: from.owner });
  const description = "All about wombats";
  const purged = await buildTask(test, { project: from, title: "Wombat one", description });
  const kept = await buildTask(test, { project: from, title: "Kept" });
  await change(test, from.owner, "updateTask", { id: purged.id, title: "Wombat two" });
  await buildComment(test, { task: purged, body: "A wombat" });
  for (const { id } of [purged, kept]) await change(test, from.owner, "moveTask", { id, projectId: to.id });
  await change(test, from.owner, "updateTask", { id: purged.id, title: "Wombat three" });
  await change(test, from.owner, "deleteTask", { id: purged.id });
  expect(JSON.stringify(await dumpTables(test))).toMatch(/wombat/i);

  test.advance(MONTH_MS);
  await test.idle();
  const tables = await dumpTables(test);
  expect(JSON.stringify(tables)).not.toMatch(/wombat/i);
  expect([tables["tasks"], tables["task_words"], tables["task_former_keys"]].map((rows) => rows?.length)).toEqual([
    1, 1, 1,
  ]);
  expect(tables["events"]?.filter((row) => row.includes("Kept"))).toHaveLength(1);
  await test.close();
});
