import type { InMemoryCache } from "@apollo/client";
import { type FragmentDefinitionNode, Kind } from "graphql";
import { completedTasks, openTasks } from "../../apollo/taskLists";
import { buildTask, cacheWith, completedIds, listedIds } from "../../test/taskCache";
import { TaskListPageQuery } from "../tasks/taskLists.queries";
import { TaskRowFragmentDoc, StreamTaskFragmentDoc } from "../../gql/graphql";
import { taskEvent } from "../../test/streamEvent";
import { applyStreamItems } from "./applyStreamItems";
import { readStreamCursor } from "./cachedCursor";
import { type StreamEvent, StreamProjectFragmentDocument } from "./projectStream.subscription";

const buildProject = ({ name, version }: { name: string; version: number }): NonNullable<StreamEvent["project"]> => ({
  __typename: "Project",
  id: "prj_1",
  name,
  version,
  key: "PRJ",
  color: "#000000",
  description: null,
  isPersonal: false,
  viewerRole: "MEMBER",
});

const nameOf = (cache: InMemoryCache) =>
  cache.readFragment({ id: "Project:prj_1", fragment: StreamProjectFragmentDocument })?.name;

/** The open tasks each time that whoever watches them is told. */
function watchOpen(cache: InMemoryCache): string[][] {
  const told: string[][] = [];
  cache.watch({
    query: TaskListPageQuery,
    variables: { projectId: "prj_1", ...openTasks, after: null },
    optimistic: true,
    callback: () => told.push(listedIds(cache)),
  });
  return told;
}

const a = { id: "a", position: "b" };
const apply = (cache: InMemoryCache, ...events: StreamEvent[]) => applyStreamItems(cache, "prj_1", events);

describe("applyStreamItems", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("adds a new task, and only once", () => {
    const cache = cacheWith({ tasks: [a] });
    const event = taskEvent(buildTask({ id: "new", position: "a" }), { type: "TASK_CREATED" });
    apply(cache, event);
    apply(cache, event);
    expect(listedIds(cache)).toEqual(["new", "a"]);
  });

  it("ignores an event that was overtaken", () => {
    const cache = cacheWith({ tasks: [{ ...a, version: 5 }] });
    apply(cache, taskEvent({ ...buildTask({ ...a, version: 4 }), deletedAt: "2026-01-01" as never }));
    expect(listedIds(cache)).toEqual(["a"]);
  });

  it("moves a completed task to the other list a moment later", () => {
    const cache = cacheWith({ tasks: [a] }, { tasks: [], list: completedTasks });
    apply(cache, taskEvent(buildTask({ ...a, status: "DONE", position: "z", version: 2 })));
    expect(listedIds(cache)).toEqual(["a"]);
    jest.runAllTimers();
    expect(listedIds(cache)).toEqual([]);
    expect(completedIds(cache)).toEqual(["a"]);
  });

  it("leaves a move that has begun to take its time", () => {
    const cache = cacheWith({ tasks: [a] }, { tasks: [], list: completedTasks });
    const done = { ...a, status: "DONE" as const, position: "z" };
    apply(cache, taskEvent(buildTask({ ...done, version: 2 })));
    apply(cache, taskEvent(buildTask({ ...done, version: 3, title: "renamed" })));
    expect(listedIds(cache)).toEqual(["a"]);
    jest.runAllTimers();
    expect(completedIds(cache)).toEqual(["a"]);
  });

  it("lets tasks that were completed together move together", () => {
    const cache = cacheWith({ tasks: [a, { id: "b", position: "c" }] }, { tasks: [], list: completedTasks });
    const done = ["a", "b"].map((id) => taskEvent(buildTask({ id, status: "DONE", position: `z${id}`, version: 2 })));
    apply(cache, ...done);
    const told = watchOpen(cache);
    jest.runAllTimers();
    expect(told).toEqual([[]]);
    expect(completedIds(cache)).toEqual(["b", "a"]);
  });

  it("does not let a task that has left meanwhile move", () => {
    const cache = cacheWith({ tasks: [a] }, { tasks: [], list: completedTasks });
    apply(cache, taskEvent(buildTask({ ...a, status: "DONE", position: "z", version: 2 })));
    apply(cache, taskEvent(null, { subjectId: "a", type: "TASK_MOVED_OUT" }));
    jest.runAllTimers();
    expect(completedIds(cache)).toEqual([]);
  });

  it("takes a purged task off the list", () => {
    const cache = cacheWith({ tasks: [a] });
    apply(cache, taskEvent(null, { subjectId: "a", type: "TASK_DELETED" }));
    expect(listedIds(cache)).toEqual([]);
  });

  it("takes a task that left for another project off the list, though it may still be seen", () => {
    const cache = cacheWith({ tasks: [a] });
    apply(cache, taskEvent(buildTask({ ...a, version: 2 }), { type: "TASK_MOVED_OUT" }));
    expect(listedIds(cache)).toEqual([]);
  });

  it("tells whoever watches the cache of many items once, with the cursor of the last", () => {
    const cache = cacheWith({ tasks: [a] });
    const told = watchOpen(cache);
    const created = ["c", "d", "e"].map((position, i) =>
      taskEvent(buildTask({ id: `new ${position}`, position }), { type: "TASK_CREATED", cursor: `cursor ${i}` }),
    );
    apply(cache, ...created);
    expect(told).toEqual([["a", "new c", "new d", "new e"]]);
    expect(readStreamCursor(cache, "prj_1")).toBe("cursor 2");
  });

  it("never takes a newer version of a project back", () => {
    const cache = cacheWith({ tasks: [a] });
    const named = (name: string, version: number) =>
      taskEvent(null, { type: "PROJECT_UPDATED", subjectId: "prj_1", project: buildProject({ name, version }) });
    apply(cache, named("newer", 3), named("older", 2));
    expect(nameOf(cache)).toBe("newer");
    apply(cache, named("newest", 4));
    expect(nameOf(cache)).toBe("newest");
  });

  it("carries every field that a row shows", () => {
    const fieldsOf = (document: { definitions: readonly unknown[] }) =>
      (document.definitions[0] as FragmentDefinitionNode).selectionSet.selections.map((selection) =>
        selection.kind === Kind.FIELD ? selection.name.value : selection.kind,
      );
    expect(fieldsOf(StreamTaskFragmentDoc)).toEqual(expect.arrayContaining(fieldsOf(TaskRowFragmentDoc)));
  });
});
