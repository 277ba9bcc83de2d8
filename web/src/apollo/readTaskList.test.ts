import { cacheWith, listedIds } from "../test/taskCache";
import { currentPlace, readTaskList } from "./readTaskList";
import { completedTasks, openTasks } from "./taskLists";

const cache = cacheWith({ tasks: ["a", "b", "c"].map((id) => ({ id, position: id })) });

describe("readTaskList", () => {
  it("reads what is loaded and changes nothing", () => {
    expect(readTaskList(cache, "prj_1", openTasks)).toEqual(["a", "b", "c"]);
    expect(readTaskList(cache, "prj_1", completedTasks)).toEqual([]);
    expect(listedIds(cache)).toEqual(["a", "b", "c"]);
  });
});

describe("currentPlace", () => {
  it.each([
    ["a", { beforeId: "b" }],
    ["b", { afterId: "a" }],
    ["c", { afterId: "b" }],
    ["elsewhere", null],
  ])("of %s", (id, place) => {
    expect(currentPlace(cache, "prj_1", openTasks, id)).toEqual(place);
  });

  it("is nothing for a task that is alone", () => {
    const alone = cacheWith({ tasks: [{ id: "a", position: "a" }] });
    expect(currentPlace(alone, "prj_1", openTasks, "a")).toBeNull();
  });
});
