import { z } from "zod";
import { inBatches } from "../../platform/jobs/inBatches";
import { type AnyJob, defineJob } from "../../platform/jobs/job";
import type { TaskPurgeService } from "./taskPurge.service";

export function tasksJobs(purge: TaskPurgeService, everyMs: number): AnyJob[] {
  return [
    defineJob({
      name: "purgeTasks",
      schema: z.object({}),
      options: { every: { ms: everyMs, data: {} } },
      run: () => inBatches(() => purge.purgeTrash()),
    }),
  ];
}
