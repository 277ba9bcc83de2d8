import { useApolloClient, useSuspenseQuery } from "@apollo/client/react";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { Suspense } from "react";
import { useParams } from "react-router";
import { toServerError } from "../apollo/toServerError";
import { useProjectStream } from "../features/stream/useProjectStream";
import { TaskList } from "../features/tasks/TaskList";
import { taskListVariables } from "../features/tasks/taskLists.queries";
import type { ProjectScreenQuery as ProjectScreenData } from "../gql/graphql";
import { strings } from "../lib/strings";
import { Button } from "../ui/Button";
import { AlertIcon } from "../ui/icons/icons";
import { Message } from "../ui/Message";
import { Skeleton } from "../ui/Skeleton";
import { ConnectionNotice } from "./ConnectionNotice";
import { NotFoundScreen } from "./NotFoundScreen";
import styles from "./ProjectScreen.module.css";
import { ProjectScreenQuery, reloadProject } from "./projectScreen.query";

export function ProjectScreen() {
  const { projectId = "" } = useParams();
  return (
    <Suspense fallback={<Loading />} key={projectId}>
      <ProjectView projectId={projectId} />
    </Suspense>
  );
}

function Loading() {
  return (
    <div className={styles.page}>
      <Skeleton className={styles.skeleton} label={strings.tasks.loading} rows={8} />
    </div>
  );
}

function ProjectView({ projectId }: { projectId: string }) {
  const { data, error, refetch } = useSuspenseQuery(ProjectScreenQuery, {
    variables: { projectId, ...taskListVariables },
    errorPolicy: "all",
  });
  if (error && isNotFound(error)) return <NotFoundScreen />;
  return <LiveProject error={error} onRetry={() => void refetch()} project={data?.project} projectId={projectId} />;
}

interface LiveProjectProps {
  readonly projectId: string;
  readonly project: ProjectScreenData["project"] | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Live even when the project could not be read: then that is tried again. */
function LiveProject({ projectId, project, error, onRetry }: LiveProjectProps) {
  const client = useApolloClient();
  const status = useProjectStream(projectId, () => reloadProject(client, projectId));

  if (status === "ended") return <NotFoundScreen text={strings.live.accessEnded} />;
  if (!project) {
    return (
      <Message
        icon={<AlertIcon size={20} />}
        isAlert
        text={error ? toServerError(error).message : strings.errors.unexpected}
        title={strings.errors.tasksTitle}
      >
        <Button onClick={onRetry}>{strings.errors.retry}</Button>
      </Message>
    );
  }
  return (
    <div className={styles.page}>
      <title>{`${project.name} · ${strings.appName}`}</title>
      <header className={styles.header}>
        <h1 className={styles.title}>{project.name}</h1>
        <ConnectionNotice status={status} />
      </header>
      <TaskList project={project} />
    </div>
  );
}

const isNotFound = (error: unknown) =>
  CombinedGraphQLErrors.is(error) && ["NOT_FOUND", "BAD_USER_INPUT"].includes(toServerError(error).code);
