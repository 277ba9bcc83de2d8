import { parse } from "graphql";
import { TaskRowFragmentDocument } from "../features/tasks/TaskRow.fragment";
import { buildTask, cacheWith, writePage } from "../test/taskCache";

// Not by `gql`: it is sent by nobody.
const ProjectAndCursor = parse('{ project(id: "prj_1") { id name version streamCursor } }');

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

  it("leave an answer the cursor that its lists came with, however old its project is", () => {
    const cache = cacheWith();
    const write = (name: string, version: number, streamCursor: string) =>
      cache.writeQuery({
        query: ProjectAndCursor,
        data: { project: { __typename: "Project", id: "prj_1", name, version, streamCursor } },
      });
    write("new", 2, "later");
    write("old", 1, "earlier");
    expect(cache.readQuery({ query: ProjectAndCursor })).toMatchObject({
      project: { name: "new", streamCursor: "earlier" },
    });
  });
});
