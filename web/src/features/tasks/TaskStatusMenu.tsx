import { openStatuses } from "../../apollo/taskLists";
import type { TaskStatus } from "../../gql/graphql";
import { strings } from "../../lib/strings";
import { ChoiceMenu } from "../../ui/ChoiceMenu";
import { StatusIcon } from "../../ui/icons/StatusIcon";

const STATUSES: TaskStatus[] = [...openStatuses, "DONE", "CANCELED"];

const CHOICES = STATUSES.map((id) => ({
  id,
  label: strings.status[id] ?? id,
  icon: <StatusIcon status={id} />,
}));

interface TaskStatusMenuProps {
  readonly status: TaskStatus;
  readonly isReadOnly: boolean;
  readonly onChange: (status: TaskStatus) => void;
}

export function TaskStatusMenu({ status, isReadOnly, onChange }: TaskStatusMenuProps) {
  return (
    <ChoiceMenu
      choices={CHOICES}
      chosen={status}
      column="status"
      isDisabled={isReadOnly}
      label={strings.tasks.status(strings.status[status] ?? status)}
      onChoose={(id) => id !== status && onChange(id as TaskStatus)}
    >
      <StatusIcon status={status} />
    </ChoiceMenu>
  );
}
