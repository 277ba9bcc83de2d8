import { z } from "zod";
import type { Clock } from "../../platform/clock";
import type { Database } from "../../platform/db/database";
import { inBatches } from "../../platform/jobs/inBatches";
import { type AnyJob, defineJob } from "../../platform/jobs/job";
import { deleteOldSessions } from "./sessionPurge.repository";

const HOUR_MS = 3_600_000;
const KEPT_MS = 30 * 24 * HOUR_MS;

export function sessionsJobs(db: Database, clock: Clock): AnyJob[] {
  return [
    defineJob({
      name: "forgetSessions",
      schema: z.object({}),
      options: { every: { ms: HOUR_MS, data: {} } },
      run: () => inBatches(() => deleteOldSessions(db, new Date(clock().getTime() - KEPT_MS))),
    }),
  ];
}
