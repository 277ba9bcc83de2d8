import { cacheWith, listedIds, writePage } from "../test/taskCache";
import { completedTasks } from "./taskLists";

const [a, b, c, d] = ["a", "b", "c", "d"].map((id, index) => ({ id, position: `p${index}` })) as [
  { id: string; position: string },
  { id: string; position: string },
  { id: string; position: string },
  { id: string; position: string },
];

describe("pages of a task list", () => {
  it("join behind each other", () => {
    const cache = cacheWith({ tasks: [a, b], endCursor: "cursor:b" }, { tasks: [c, d], after: "cursor:b" });
    expect(listedIds(cache)).toEqual(["a", "b", "c", "d"]);
  });

  it("keep the later ones when the first is read again", () => {
    const cache = cacheWith({ tasks: [a, b], endCursor: "cursor:b" }, { tasks: [c, d], after: "cursor:b" });
    writePage(cache, { tasks: [a, b], endCursor: "cursor:b" });
    expect(listedIds(cache)).toEqual(["a", "b", "c", "d"]);
  });

  it("drop what is gone from their own stretch, and nothing else", () => {
    const cache = cacheWith({ tasks: [a, b], endCursor: "cursor:b" }, { tasks: [c, d], after: "cursor:b" });
    writePage(cache, { tasks: [b, c], endCursor: "cursor:c" });
    expect(listedIds(cache)).toEqual(["b", "c", "d"]);
    writePage(cache, { tasks: [], after: "cursor:c" });
    expect(listedIds(cache)).toEqual(["b", "c"]);
  });

  it("show a task once when it moved between two reads", () => {
    const cache = cacheWith({ tasks: [a, b], endCursor: "cursor:b" });
    writePage(cache, { tasks: [c, { ...a, position: "p9", version: 2 }], after: "cursor:b" });
    expect(listedIds(cache)).toEqual(["b", "c", "a"]);
  });

  it("run downwards in a descending list", () => {
    const list = completedTasks;
    const done = [d, c, b].map((task) => ({ ...task, status: "DONE" as const }));
    const cache = cacheWith({ tasks: done.slice(0, 2), endCursor: "cursor:c", list });
    writePage(cache, { tasks: done.slice(2), after: "cursor:c", list });
    expect(listedIds(cache, list)).toEqual(["d", "c", "b"]);
  });
});
