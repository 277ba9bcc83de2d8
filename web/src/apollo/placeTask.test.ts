import { buildTask, cacheWith, completedIds, listedIds } from "../test/taskCache";
import { placeTask, removeTask } from "./placeTask";
import { TaskRowFragmentDocument } from "../features/tasks/TaskRow.fragment";
import { completedTasks } from "./taskLists";

const a = { id: "a", position: "b" };
const b = { id: "b", position: "d" };

function place(cache: ReturnType<typeof cacheWith>, task: ReturnType<typeof buildTask>, options = {}) {
  cache.writeFragment({
    id: `Task:${task.id}`,
    fragment: TaskRowFragmentDocument,
    fragmentName: "TaskRow",
    data: task,
  });
  placeTask(cache, "prj_1", task, options);
}

describe("placeTask", () => {
  it.each([
    ["a", ["new", "a", "b"]],
    ["c", ["a", "new", "b"]],
    ["e", ["a", "b", "new"]],
  ])("inserts at position %s", (position, expected) => {
    const cache = cacheWith({ tasks: [a, b] });
    place(cache, buildTask({ id: "new", position }));
    expect(listedIds(cache)).toEqual(expected);
  });

  it("compares positions as bytes, so that Z comes before a", () => {
    const cache = cacheWith({ tasks: [a, b] });
    place(cache, buildTask({ id: "new", position: "Z" }));
    expect(listedIds(cache)).toEqual(["new", "a", "b"]);
  });

  it("leaves a task behind the last loaded page to that page, unless it is one's own", () => {
    const cache = cacheWith({ tasks: [a, b], endCursor: "cursor:b" });
    place(cache, buildTask({ id: "new", position: "e" }));
    expect(listedIds(cache)).toEqual(["a", "b"]);
    place(cache, buildTask({ id: "new", position: "e" }), { showBeyondPages: true });
    expect(listedIds(cache)).toEqual(["a", "b", "new"]);
  });

  it("moves a task that was completed from one list to the other", () => {
    const cache = cacheWith({ tasks: [a, b] }, { tasks: [], list: completedTasks });
    place(cache, buildTask({ ...a, status: "DONE", position: "z", version: 2 }));
    expect(listedIds(cache)).toEqual(["b"]);
    expect(completedIds(cache)).toEqual(["a"]);
  });

  it("takes a task in the trash off every list", () => {
    const cache = cacheWith({ tasks: [a, b] });
    place(cache, { ...buildTask(a), deletedAt: "2026-01-01T00:00:00.000Z" as never });
    expect(listedIds(cache)).toEqual(["b"]);
  });

  it("changes nothing when done twice", () => {
    const cache = cacheWith({ tasks: [a, b] });
    const before = listedIds(cache);
    place(cache, buildTask(a));
    place(cache, buildTask(a));
    expect(listedIds(cache)).toEqual(before);
  });
});

describe("removeTask", () => {
  it("needs nothing but the id", () => {
    const cache = cacheWith({ tasks: [a, b] });
    removeTask(cache, "prj_1", "b");
    expect(listedIds(cache)).toEqual(["a"]);
  });
});
