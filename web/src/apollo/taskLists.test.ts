import { belongsTo, completedTasks, openTasks, parseTaskListKey, taskListKey } from "./taskLists";

describe("task list keys", () => {
  it("can be read back", () => {
    expect(parseTaskListKey(taskListKey(openTasks))).toEqual(openTasks);
    expect(parseTaskListKey(taskListKey(null))).toEqual({});
    expect(parseTaskListKey("name")).toBeNull();
  });
});

describe("belongsTo", () => {
  it("goes by the status", () => {
    expect(belongsTo({ status: "IN_REVIEW" }, openTasks)).toBe(true);
    expect(belongsTo({ status: "CANCELED" }, openTasks)).toBe(false);
    expect(belongsTo({ status: "CANCELED" }, completedTasks)).toBe(true);
  });

  it("shows a status that this release does not know among the open ones", () => {
    expect(belongsTo({ status: "BLOCKED" as never }, openTasks)).toBe(true);
  });

  it("leaves to the server what it cannot tell", () => {
    expect(belongsTo({ status: "TODO" }, { filter: { title: { contains: "x" } } })).toBeNull();
    expect(belongsTo({ status: "TODO" }, { orderBy: [{ field: "TITLE", direction: "ASC" }] })).toBeNull();
  });
});
