import type { ApolloClient } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useEffectEvent } from "react";
import { placeCachedTask } from "../../apollo/settleTask";
import { useSession } from "../../apollo/SessionContext";
import { backoffMs, sleepUntilOnline } from "../../lib/backoff";
import { applyStreamEvent } from "./applyStreamEvent";
import { ProjectStreamSubscription } from "./projectStream.subscription";
import { StreamPosition } from "./streamPosition";

interface ProjectStreamHandlers {
  /** Reads again what the screen shows; called whenever something may have been missed. */
  readonly reload: () => Promise<unknown>;
  readonly onAccessEnded: () => void;
}

/** Keeps the cached project as it is on the server, for as long as the screen is shown. */
export function useProjectStream(projectId: string, handlers: ProjectStreamHandlers): void {
  const client = useApolloClient();
  const session = useSession();
  const reload = useEffectEvent(() => handlers.reload());
  const onAccessEnded = useEffectEvent(() => handlers.onAccessEnded());

  useEffect(() => {
    const stream = followProject(client, projectId, {
      reload,
      onAccessEnded,
      onSessionEnded: () => void session.renew().catch(() => undefined),
    });
    return () => stream.stop();
  }, [client, projectId, session]);
}

interface FollowOptions extends ProjectStreamHandlers {
  readonly onSessionEnded: () => void;
}

function followProject(client: ApolloClient, projectId: string, options: FollowOptions) {
  const position = new StreamPosition();
  const reloader = createReloader(client, projectId, options.reload);
  let isStopped = false;
  let attempt = 0;
  let subscription: { unsubscribe: () => void } | undefined;

  const subscribe = () => {
    let isOver = false;
    // The socket reconnects by itself; this is for a subscription that the server ended.
    const comeBack = () => {
      if (isOver || isStopped) return;
      isOver = true;
      void sleepUntilOnline(backoffMs(attempt)).then(() => {
        attempt += 1;
        if (!isStopped) subscribe();
      });
    };
    subscription = client
      .subscribe({ query: ProjectStreamSubscription, variables: { projectId }, fetchPolicy: "no-cache" })
      .subscribe({
        next: ({ data, error }) => {
          if (error) comeBack();
          const item = data?.projectStream;
          if (item?.__typename === "StreamLive") {
            attempt = 0;
            position.reset();
            reloader.start();
          } else if (item?.__typename === "StreamEvent") {
            const isComplete = position.advance(item);
            applyStreamEvent(client.cache, item);
            reloader.touched(item.subjectId);
            if (!isComplete || item.type === "MEMBER_UPDATED") reloader.start();
          } else if (item?.__typename === "StreamEnd") {
            if (item.endReason === "SESSION_ENDED") options.onSessionEnded();
            if (item.endReason === "ACCESS_REVOKED") {
              isOver = true;
              options.onAccessEnded();
            }
          }
        },
        error: comeBack,
        complete: comeBack,
      });
  };

  subscribe();
  return {
    stop: () => {
      isStopped = true;
      reloader.stop();
      subscription?.unsubscribe();
    },
  };
}

/**
 * One reload at a time, tried until it works. An answer may be older than events that came while
 * it was under way: the tasks of those are put back into their places after it.
 */
function createReloader(client: ApolloClient, projectId: string, reload: () => Promise<unknown>) {
  const touched = new Set<string>();
  let isRunning = false;
  let isWanted = false;
  let isStopped = false;

  const run = async (attempt = 0): Promise<void> => {
    isWanted = false;
    touched.clear();
    try {
      await reload();
    } catch {
      isWanted = true;
      await sleepUntilOnline(backoffMs(attempt));
    }
    client.cache.batch({
      update: (cache) => {
        for (const taskId of touched) placeCachedTask(cache, projectId, taskId);
      },
    });
    if (isWanted && !isStopped) await run(attempt + 1);
  };

  return {
    touched: (id: string) => {
      if (isRunning) touched.add(id);
    },
    start: () => {
      isWanted = true;
      if (isRunning) return;
      isRunning = true;
      void run().finally(() => {
        isRunning = false;
      });
    },
    stop: () => {
      isStopped = true;
    },
  };
}
