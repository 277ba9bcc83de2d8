import type { FragmentType } from "@apollo/client";
import { useFragment } from "@apollo/client/react";
import { memo, useId, useLayoutEffect, useReducer, useRef } from "react";
import { isCompleted } from "../../apollo/taskLists";
import { toServerError } from "../../apollo/toServerError";
import type { TaskRowFragment } from "../../gql/graphql";
import { strings } from "../../lib/strings";
import { IconButton } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { TrashIcon } from "../../ui/icons/icons";
import { notify } from "../../ui/notifications";
import { focusNeighbour } from "./moveFocus";
import { TaskDue } from "./TaskDue";
import { TaskPriorityMenu } from "./TaskPriorityMenu";
import { TaskRowFragmentDocument } from "./TaskRow.fragment";
import styles from "./TaskRow.module.css";
import { TaskStatusMenu } from "./TaskStatusMenu";
import { TaskTitle } from "./TaskTitle";
import type { TaskChanges, UpdateTask } from "./useUpdateTask";

interface TaskRowProps {
  readonly task: FragmentType<TaskRowFragment>;
  readonly onUpdate: UpdateTask;
  readonly onDelete: (task: TaskRowFragment) => Promise<void>;
}

export const TaskRow = memo(function TaskRow({ task: from, onUpdate, onDelete }: TaskRowProps) {
  const titleId = useId();
  const row = useRef<HTMLLIElement>(null);
  // useFragment tells of a change a moment later; by then React has set the box back, which can be seen.
  const [, renderNow] = useReducer((renders: number) => renders + 1, 0);
  const { data: task, complete } = useFragment({ fragment: TaskRowFragmentDocument, from });

  useLayoutEffect(() => {
    const element = row.current;
    return () => {
      if (element) focusNeighbour(element);
    };
  }, []);

  if (!complete) return null;

  const isDone = isCompleted(task.status);
  const isReadOnly = !task.viewerCanEdit;
  const change = (changes: TaskChanges, failure: string) =>
    onUpdate(task, changes).catch((error: unknown) =>
      notify({ tone: "error", text: `${failure}: ${toServerError(error).message}` }),
    );

  return (
    <li className={styles.row} data-done={isDone || undefined} ref={row}>
      <Checkbox
        aria-labelledby={titleId}
        checked={isDone}
        data-column="done"
        disabled={isReadOnly}
        onChange={() => {
          void change({ status: isDone ? "TODO" : "DONE" }, strings.failed.status);
          renderNow();
        }}
      />
      <TaskTitle id={titleId} isReadOnly={isReadOnly} onUpdate={onUpdate} task={task} />
      <div className={styles.details}>
        <TaskDue isReadOnly={isReadOnly} onChange={(changes) => void change(changes, strings.failed.due)} task={task} />
        <span className={styles.key}>{task.key}</span>
        <TaskPriorityMenu
          isReadOnly={isReadOnly}
          onChange={(priority) => void change({ priority }, strings.failed.priority)}
          priority={task.priority}
        />
        <TaskStatusMenu
          isReadOnly={isReadOnly}
          onChange={(status) => void change({ status }, strings.failed.status)}
          status={task.status}
        />
      </div>
      {!isReadOnly && (
        <IconButton
          className={styles.remove}
          data-column="remove"
          label={strings.tasks.remove(task.title)}
          onClick={() => void onDelete(task)}
        >
          <TrashIcon />
        </IconButton>
      )}
    </li>
  );
});
