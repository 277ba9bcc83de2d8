import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Session } from "../apollo/session";
import { Splash } from "../ui/Splash";
import { createFetcher } from "./createFetcher";
import { draftStorage } from "./draftStorage";
import { ExplorerBar } from "./ExplorerBar";
import { exampleTabs } from "./examples";
import { type Welcome, fetchWelcome } from "./fetchWelcome";

/** Beside the editors there is room for the documentation only on a wide screen. */
function showDocumentation(): void {
  if (!matchMedia("(width >= 64rem)").matches) return;
  // GraphiQL's own property for it opens a panel that has no width.
  document.querySelector<HTMLButtonElement>('[aria-label="Show Documentation Explorer"]')?.click();
}

/** GraphiQL as the person who is signed in to the web app of this browser. */
export function Explorer({ session, start }: { session: Session; start: Promise<void> }) {
  const { status } = useSyncExternalStore(session.subscribe, () => session.state);
  const [welcome, setWelcome] = useState<Welcome | null>(null);
  const fetcher = useMemo(() => createFetcher(session), [session]);
  const tabs = useMemo(() => welcome && exampleTabs(welcome), [welcome]);

  useEffect(() => {
    let isCurrent = true;
    void start
      .then(() => fetchWelcome(session))
      .then((found) => {
        if (isCurrent) setWelcome(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [session, start, status]);

  const isShown = welcome !== null;
  useEffect(() => {
    if (!isShown) return;
    const frame = requestAnimationFrame(showDocumentation);
    return () => cancelAnimationFrame(frame);
  }, [isShown]);

  if (!welcome || !tabs) return <Splash />;
  return (
    <>
      <ExplorerBar name={welcome.name} status={status} />
      <main>
        <GraphiQL
          defaultEditorToolsVisibility="variables"
          defaultTabs={tabs}
          fetcher={fetcher}
          inputValueDeprecation
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
          storage={draftStorage}
        >
          <GraphiQL.Logo> </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}
