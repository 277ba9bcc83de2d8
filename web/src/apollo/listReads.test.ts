import { buildTask, cacheWith, listedIds, writePage } from "../test/taskCache";
import { TaskRowFragmentDocument } from "../features/tasks/TaskRow.fragment";
import { noteTold, readBesideStream } from "./listReads";
import { placeTask, removeTask } from "./placeTask";

const a = { id: "a", position: "b" };
const c = { id: "c", position: "d" };
const first = { tasks: [a], endCursor: "page 1" };

/** A first page, and a second one that is answered as it was before `meanwhile`. */
async function loadMore(meanwhile: (cache: ReturnType<typeof cacheWith>) => void) {
  const cache = cacheWith(first);
  await readBesideStream(cache, "prj_1", async () => {
    meanwhile(cache);
    writePage(cache, { tasks: [c], after: "page 1" });
  });
  return listedIds(cache);
}

it("keeps a task that was made while a page was on its way", async () => {
  const ids = await loadMore((cache) => {
    const made = buildTask({ id: "new", position: "c" });
    cache.writeFragment({ id: "Task:new", fragment: TaskRowFragmentDocument, fragmentName: "TaskRow", data: made });
    placeTask(cache, "prj_1", made);
    noteTold("new", false);
  });
  expect(ids).toEqual(["a", "new", "c"]);
});

it("keeps away a task that left while a page with it was on its way", async () => {
  const ids = await loadMore((cache) => {
    removeTask(cache, "prj_1", "c");
    noteTold("c", true);
  });
  expect(ids).toEqual(["a"]);
});

it("touches nothing of what was told before", async () => {
  noteTold("c", true);
  expect(await loadMore(() => undefined)).toEqual(["a", "c"]);
});
