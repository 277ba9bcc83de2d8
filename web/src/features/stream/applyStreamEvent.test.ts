import { type FragmentDefinitionNode, Kind } from "graphql";
import { completedTasks } from "../../apollo/taskLists";
import { buildTask, cacheWith, completedIds, listedIds } from "../../test/taskCache";
import { TaskRowFragmentDoc, StreamTaskFragmentDoc } from "../../gql/graphql";
import { type StreamEvent, applyStreamEvent } from "./applyStreamEvent";

function taskEvent(task: ReturnType<typeof buildTask> | null, overrides: Partial<StreamEvent> = {}): StreamEvent {
  const whole = task && {
    ...task,
    number: 1,
    description: null,
    startOn: null,
    startAt: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    completedAt: null,
  };
  return {
    __typename: "StreamEvent",
    cursor: "c",
    id: "evt_1",
    seq: 1,
    prevSeq: 0,
    type: "TASK_UPDATED",
    projectId: "prj_1",
    subjectId: task?.id ?? "a",
    task: whole,
    project: null,
    ...overrides,
  };
}

const a = { id: "a", position: "b" };

describe("applyStreamEvent", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("adds a new task, and only once", () => {
    const cache = cacheWith({ tasks: [a] });
    const event = taskEvent(buildTask({ id: "new", position: "a" }), { type: "TASK_CREATED" });
    applyStreamEvent(cache, event);
    applyStreamEvent(cache, event);
    expect(listedIds(cache)).toEqual(["new", "a"]);
  });

  it("ignores an event that was overtaken", () => {
    const cache = cacheWith({ tasks: [{ ...a, version: 5 }] });
    applyStreamEvent(cache, taskEvent({ ...buildTask({ ...a, version: 4 }), deletedAt: "2026-01-01" as never }));
    expect(listedIds(cache)).toEqual(["a"]);
  });

  it("moves a completed task to the other list a moment later", () => {
    const cache = cacheWith({ tasks: [a] }, { tasks: [], list: completedTasks });
    applyStreamEvent(cache, taskEvent(buildTask({ ...a, status: "DONE", position: "z", version: 2 })));
    expect(listedIds(cache)).toEqual(["a"]);
    jest.runAllTimers();
    expect(listedIds(cache)).toEqual([]);
    expect(completedIds(cache)).toEqual(["a"]);
  });

  it("leaves a move that has begun to take its time", () => {
    const cache = cacheWith({ tasks: [a] }, { tasks: [], list: completedTasks });
    const done = { ...a, status: "DONE" as const, position: "z" };
    applyStreamEvent(cache, taskEvent(buildTask({ ...done, version: 2 })));
    applyStreamEvent(cache, taskEvent(buildTask({ ...done, version: 3, title: "renamed" })));
    expect(listedIds(cache)).toEqual(["a"]);
    jest.runAllTimers();
    expect(completedIds(cache)).toEqual(["a"]);
  });

  it("takes a purged task off the list", () => {
    const cache = cacheWith({ tasks: [a] });
    applyStreamEvent(cache, taskEvent(null, { subjectId: "a", type: "TASK_DELETED" }));
    expect(listedIds(cache)).toEqual([]);
  });

  it("takes a task that left for another project off the list, though it may still be seen", () => {
    const cache = cacheWith({ tasks: [a] });
    applyStreamEvent(cache, taskEvent(buildTask({ ...a, version: 2 }), { type: "TASK_MOVED_OUT" }));
    expect(listedIds(cache)).toEqual([]);
  });

  it("carries every field that a row shows", () => {
    const fieldsOf = (document: { definitions: readonly unknown[] }) =>
      (document.definitions[0] as FragmentDefinitionNode).selectionSet.selections.map((selection) =>
        selection.kind === Kind.FIELD ? selection.name.value : selection.kind,
      );
    expect(fieldsOf(StreamTaskFragmentDoc)).toEqual(expect.arrayContaining(fieldsOf(TaskRowFragmentDoc)));
  });
});
