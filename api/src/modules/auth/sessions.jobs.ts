import { z } from "zod";
import type { EndedSessions } from "../../platform/auth/endedSessions";
import type { Clock } from "../../platform/clock";
import type { Database } from "../../platform/db/database";
import { encodeId } from "../../platform/ids";
import { inBatches } from "../../platform/jobs/inBatches";
import { type AnyJob, defineJob } from "../../platform/jobs/job";
import type { SessionEventType } from "./auth.events";
import { deleteOldSessions } from "./sessionPurge.repository";

const HOUR_MS = 3_600_000;
const KEPT_MS = 30 * 24 * HOUR_MS;

export function sessionsJobs(db: Database, clock: Clock, ended: EndedSessions): AnyJob[] {
  return [
    defineJob({
      name: "forgetSessions",
      schema: z.object({}),
      options: { every: { ms: HOUR_MS, data: {} } },
      run: () => inBatches(() => deleteOldSessions(db, new Date(clock().getTime() - KEPT_MS))),
    }),
    // Whoever ended it may have crashed, or was cut off from Redis, before the other processes were told.
    defineJob({
      name: "tellEndedSession",
      schema: z.object({ userId: z.string(), id: z.string() }),
      options: {
        on: {
          ["SESSION_ENDED" satisfies SessionEventType]: ({ streamId, subjectId }) => ({
            userId: encodeId("usr", streamId),
            id: subjectId,
          }),
        },
      },
      run: ({ userId, id }) => ended.add(userId, id),
    }),
  ];
}
