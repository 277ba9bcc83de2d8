import { cacheWith, completedIds, listedIds } from "../test/taskCache";
import { cutTaskList } from "./cutTaskList";
import { completedTasks, openTasks } from "./taskLists";

const tasks = ["a", "b", "c", "d"].map((id) => ({ id, position: id }));

it("takes off what is behind a page", () => {
  const cache = cacheWith({ tasks }, { tasks: tasks.slice(0, 2), endCursor: "b" });
  expect(listedIds(cache)).toEqual(["a", "b", "c", "d"]);
  cutTaskList(cache, "prj_1", openTasks, "b");
  expect(listedIds(cache)).toEqual(["a", "b"]);
});

it("goes by the list's own order, and leaves other lists alone", () => {
  const done = tasks.map((task) => ({ ...task, id: `done ${task.id}`, status: "DONE" as const })).reverse();
  const cache = cacheWith(
    { tasks },
    { tasks: done, list: completedTasks },
    { tasks: done.slice(0, 2), list: completedTasks, endCursor: "c" },
  );
  cutTaskList(cache, "prj_1", completedTasks, "c");
  expect(completedIds(cache)).toEqual(["done d", "done c"]);
  expect(listedIds(cache)).toEqual(["a", "b", "c", "d"]);
});
