import { TaskRowFragmentDocument } from "../features/tasks/TaskRow.fragment";
import { buildTask, cacheWith, writePage } from "../test/taskCache";

const titleOf = (cache: ReturnType<typeof cacheWith>, id: string) =>
  cache.readFragment({ id: `Task:${id}`, fragment: TaskRowFragmentDocument, fragmentName: "TaskRow" })?.title;

const a = { id: "a", position: "b" };

describe("versions", () => {
  it("keep an answer that was overtaken from taking a newer change back", () => {
    const cache = cacheWith({ tasks: [{ ...a, title: "new", version: 3 }] });
    writePage(cache, { tasks: [{ ...a, title: "old", version: 2 }] });
    expect(titleOf(cache, "a")).toBe("new");
  });

  it("let a newer one in", () => {
    const cache = cacheWith({ tasks: [{ ...a, title: "old", version: 2 }] });
    writePage(cache, { tasks: [{ ...a, title: "new", version: 3 }] });
    expect(titleOf(cache, "a")).toBe("new");
  });

  it("hold in a write of a single entity too", () => {
    const cache = cacheWith({ tasks: [{ ...a, title: "new", version: 3 }] });
    const data = buildTask({ ...a, title: "old", version: 2 });
    cache.writeFragment({ id: "Task:a", fragment: TaskRowFragmentDocument, fragmentName: "TaskRow", data });
    expect(titleOf(cache, "a")).toBe("new");
  });
});
