import { useApolloClient } from "@apollo/client/react";
import { useEffect, useEffectEvent, useState } from "react";
import { useSession } from "../../apollo/SessionContext";
import { sleepUntilOnline } from "../../lib/backoff";
import { followLog } from "../../stream/followLog";
import type { LogStatus } from "../../stream/logItem";
import { applyStreamItems } from "./applyStreamItems";
import { readStreamCursor } from "./cachedCursor";
import { changesRights } from "./changesRights";
import type { ProjectStreamItem } from "./projectStream.subscription";
import { afterStreamError, subscribeToProject } from "./subscribeToProject";

/**
 * Keeps the cached project as it is on the server, for as long as the screen is shown, from when its lists were read
 * together with `ProjectStreamStart`. `readLists` does that again when the stream cannot be continued from there.
 */
export function useProjectStream(projectId: string, readLists: () => Promise<unknown>): LogStatus {
  const client = useApolloClient();
  const session = useSession();
  const [status, setStatus] = useState<LogStatus>("connecting");
  const readAgain = useEffectEvent(readLists);

  useEffect(() => {
    const { cache } = client;
    const follower = followLog<ProjectStreamItem>({
      cursor: readStreamCursor(cache, projectId),
      subscribe: ({ after }, sink) => subscribeToProject(client, { projectId, after }, sink),
      readState: async () => {
        await readAgain();
        const cursor = readStreamCursor(cache, projectId);
        if (cursor === null) throw new Error("The lists came without their cursor");
        return cursor;
      },
      onItems: (items) => {
        applyStreamItems(cache, projectId, items);
        if (items.some((item) => changesRights(cache, item))) follower.restart();
      },
      onStatus: setStatus,
      renewSession: () => session.renew(),
      afterError: afterStreamError,
      sleep: sleepUntilOnline,
    });
    return () => follower.stop();
  }, [client, projectId, session]);

  return status;
}
