import { isCompleted } from "../../apollo/taskLists";
import type { TaskRowFragment } from "../../gql/graphql";
import { dueLabel, dueTone } from "../../lib/due";
import { strings } from "../../lib/strings";
import { DayPicker } from "../../ui/DayPicker";
import { CalendarIcon } from "../../ui/icons/icons";
import styles from "./TaskDue.module.css";
import type { TaskChanges } from "./useUpdateTask";

interface TaskDueProps {
  readonly task: Pick<TaskRowFragment, "dueOn" | "dueAt" | "status">;
  readonly isReadOnly: boolean;
  readonly onChange: (changes: TaskChanges) => void;
}

export function TaskDue({ task, isReadOnly, onChange }: TaskDueProps) {
  const due = { dueOn: task.dueOn ?? null, dueAt: task.dueAt ?? null };
  const choose = (dueOn: string | null) => onChange({ dueOn, ...(due.dueAt && { dueAt: null }) });

  if (!due.dueOn) {
    if (isReadOnly) return null;
    return (
      <DayPicker column="due" day={null} label={strings.tasks.noDue} onChange={choose}>
        <CalendarIcon />
      </DayPicker>
    );
  }

  const now = new Date();
  const text = dueLabel(due, now);
  return (
    <DayPicker
      className={`${styles.due} ${isCompleted(task.status) ? "" : (styles[dueTone(due, now)] ?? "")}`}
      column="due"
      day={due.dueOn}
      isDisabled={isReadOnly}
      label={strings.tasks.dueOn(text)}
      onChange={choose}
    >
      <CalendarIcon size={14} />
      {text}
    </DayPicker>
  );
}
