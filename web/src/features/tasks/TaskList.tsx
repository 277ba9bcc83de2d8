import type { FragmentType } from "@apollo/client";
import { useFragment } from "@apollo/client/react";
import { useState } from "react";
import { completedTasks, openTasks } from "../../apollo/taskLists";
import type { TaskListsFragment } from "../../gql/graphql";
import { strings } from "../../lib/strings";
import { FilterButtons } from "../../ui/FilterButtons";
import { CheckIcon } from "../../ui/icons/icons";
import { Message } from "../../ui/Message";

import { TaskComposer } from "./TaskComposer";
import styles from "./TaskList.module.css";
import { taskListVariables, TaskListsFragmentDocument } from "./taskLists.queries";
import { TaskSection } from "./TaskSection";

type View = "all" | "open" | "done";

const VIEWS: ReadonlyArray<{ id: View; label: string }> = [
  { id: "all", label: strings.tasks.all },
  { id: "open", label: strings.tasks.open },
  { id: "done", label: strings.tasks.done },
];

export function TaskList({ project }: { project: FragmentType<TaskListsFragment> }) {
  const [view, setView] = useState<View>("all");
  const { data, complete } = useFragment({
    fragment: TaskListsFragmentDocument,
    fragmentName: "TaskLists",
    from: project,
    variables: taskListVariables,
  });
  if (!complete) return null;

  const { id, open, completed, viewerRole } = data;
  const isReadOnly = viewerRole === "VIEWER";
  const showsOpen = view !== "done";
  const showsDone = view !== "open";

  return (
    <>
      <FilterButtons chosen={view} label={strings.tasks.views} onChoose={setView} options={VIEWS} />
      {isReadOnly && <p className={styles.note}>{strings.tasks.readOnly}</p>}
      {showsOpen && (
        <>
          {open.edges.length > 0 ? (
            <TaskSection connection={open} heading={strings.tasks.openHeading} list={openTasks} projectId={id} />
          ) : (
            <EmptyOpen isFirstTime={completed.edges.length === 0} />
          )}
          {!isReadOnly && <TaskComposer key={id} projectId={id} />}
        </>
      )}
      {showsDone && completed.edges.length > 0 && (
        <TaskSection
          connection={completed}
          heading={strings.tasks.doneHeading}
          isHeadingShown={view === "all"}
          list={completedTasks}
          projectId={id}
        />
      )}
      {view === "done" && completed.edges.length === 0 && (
        <Message
          icon={<CheckIcon size={20} />}
          text={strings.tasks.emptyDoneText}
          title={strings.tasks.emptyDoneTitle}
        />
      )}
    </>
  );
}

function EmptyOpen({ isFirstTime }: { isFirstTime: boolean }) {
  return isFirstTime ? (
    <Message icon={<CheckIcon size={20} />} text={strings.tasks.emptyText} title={strings.tasks.emptyTitle} />
  ) : (
    <Message icon={<CheckIcon size={20} />} text={strings.tasks.emptyOpenText} title={strings.tasks.emptyOpenTitle} />
  );
}
