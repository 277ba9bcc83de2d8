import type { TaskPriority } from "../../gql/graphql";
import { strings } from "../../lib/strings";
import { ChoiceMenu } from "../../ui/ChoiceMenu";
import { PriorityIcon } from "../../ui/icons/PriorityIcon";

const PRIORITIES: TaskPriority[] = ["NONE", "LOW", "MEDIUM", "HIGH", "URGENT"];

const CHOICES = PRIORITIES.map((id) => ({
  id,
  label: strings.priority[id] ?? id,
  icon: <PriorityIcon priority={id} />,
}));

interface TaskPriorityMenuProps {
  readonly priority: TaskPriority;
  readonly isReadOnly: boolean;
  readonly onChange: (priority: TaskPriority) => void;
}

export function TaskPriorityMenu({ priority, isReadOnly, onChange }: TaskPriorityMenuProps) {
  return (
    <ChoiceMenu
      choices={CHOICES}
      chosen={priority}
      column="priority"
      isDisabled={isReadOnly}
      isUnset={priority === "NONE"}
      label={strings.tasks.priority(strings.priority[priority] ?? priority)}
      onChoose={(id) => id !== priority && onChange(id as TaskPriority)}
    >
      <PriorityIcon priority={priority} />
    </ChoiceMenu>
  );
}
