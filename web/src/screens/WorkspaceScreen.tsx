import { ApolloProvider, useSuspenseQuery } from "@apollo/client/react";
import { Suspense, lazy, useEffect, useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { connectionFor } from "../apollo/client";
import { useSession, useSessionState } from "../apollo/SessionContext";
import { toServerError } from "../apollo/toServerError";
import { clearDrafts } from "../features/tasks/titleDrafts";
import { strings } from "../lib/strings";
import { Button, IconButton } from "../ui/Button";
import { AlertIcon, MenuIcon } from "../ui/icons/icons";
import { Logo } from "../ui/Logo";
import { Message } from "../ui/Message";
import { dismissAll } from "../ui/notifications";
import { Sidebar } from "./Sidebar";
import { WorkspaceQuery } from "./workspace.query";
import styles from "./WorkspaceScreen.module.css";

const Drawer = lazy(() => import("../ui/Drawer").then((module) => ({ default: module.Drawer })));

/** Around every screen of someone who is signed in. */
export function WorkspaceScreen() {
  const session = useSession();
  const state = useSessionState();
  const location = useLocation();

  if (state.status !== "signedIn") {
    const isOwnWish = state.status === "signedOut" && state.reason === "wish";
    const from = isOwnWish ? undefined : `${location.pathname}${location.search}`;
    return <Navigate replace state={{ from }} to="/sign-in" />;
  }
  const { client } = connectionFor(session, state.epoch);
  return (
    <ApolloProvider client={client}>
      <Suspense>
        <Workspace key={state.epoch} />
      </Suspense>
    </ApolloProvider>
  );
}

function Workspace() {
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const { data, error, refetch, fetchMore } = useSuspenseQuery(WorkspaceQuery, { errorPolicy: "all" });

  useEffect(
    () => () => {
      clearDrafts();
      dismissAll();
    },
    [],
  );

  if (!data?.viewer || !data.projects) {
    return (
      <main>
        {" "}
        <Message
          icon={<AlertIcon size={20} />}
          isAlert
          isPage
          text={error ? toServerError(error).message : strings.errors.unexpected}
          title={strings.projects.loadFailed}
        >
          <Button onClick={() => void refetch()}>{strings.errors.retry}</Button>
        </Message>
      </main>
    );
  }

  const { viewer, projects } = data;
  const { endCursor } = projects.pageInfo;
  const sidebar = (onNavigate?: () => void) => (
    <Sidebar
      onLoadMore={() => void fetchMore({ variables: { after: endCursor ?? null } })}
      projects={projects}
      user={viewer}
      {...(onNavigate ? { onNavigate } : {})}
    />
  );

  return (
    <div className={styles.workspace}>
      <aside className={styles.sidebar}>{sidebar()}</aside>
      <header className={styles.bar}>
        <IconButton label={strings.projects.openNavigation} onClick={() => setDrawerOpen(true)}>
          <MenuIcon />
        </IconButton>
        <Logo />
        <span className={styles.brand}>{strings.appName}</span>
      </header>
      {isDrawerOpen && (
        <Suspense>
          <Drawer label={strings.projects.navigation} onClose={() => setDrawerOpen(false)}>
            {sidebar(() => setDrawerOpen(false))}
          </Drawer>
        </Suspense>
      )}
      <main className={styles.main}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
