import { TaskRowFragmentDocument } from "../features/tasks/TaskRow.fragment";
import { cacheWith, writePage } from "../test/taskCache";
import { changeTask, optimistically } from "./optimistically";

const read = (cache: ReturnType<typeof cacheWith>) =>
  cache.readFragment({
    id: "Task:a",
    fragment: TaskRowFragmentDocument,
    fragmentName: "TaskRow",
    optimistic: true,
  });

const a = { id: "a", position: "b" };

function promiseToSettle() {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((...settle) => ([resolve, reject] = settle));
  return { promise, resolve, reject };
}

describe("optimistically", () => {
  it("shows a change at once and takes it back when it is refused", async () => {
    const cache = cacheWith({ tasks: [a] });
    const answer = promiseToSettle();
    const change = optimistically(
      cache,
      (layer) => changeTask(layer, "a", { status: "DONE" }),
      () => answer.promise,
    );
    expect(read(cache)?.status).toBe("DONE");
    answer.reject(new Error("refused"));
    await expect(change).rejects.toThrow("refused");
    expect(read(cache)?.status).toBe("TODO");
  });

  it("is made again on top of the answer to an earlier one", async () => {
    const cache = cacheWith({ tasks: [a] });
    const [first, second] = [promiseToSettle(), promiseToSettle()];
    const one = optimistically(
      cache,
      (layer) => changeTask(layer, "a", { title: "one" }),
      () => first.promise,
    );
    const two = optimistically(
      cache,
      (layer) => changeTask(layer, "a", { status: "DONE" }),
      () => second.promise,
    );
    writePage(cache, { tasks: [{ ...a, title: "one, corrected", version: 2 }] });
    first.resolve();
    await one;
    expect(read(cache)).toMatchObject({ title: "one, corrected", status: "DONE", version: 2 });
    second.resolve();
    await two;
  });
});
