import type { StreamEvent } from "../features/stream/projectStream.subscription";
import type { buildTask } from "./taskCache";

/** That a task changed, unless told otherwise; null for one that is not there any more. */
export function taskEvent(
  task: ReturnType<typeof buildTask> | null,
  overrides: Partial<StreamEvent> = {},
): StreamEvent {
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
    member: null,
    ...overrides,
  };
}
