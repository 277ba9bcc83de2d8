import { z } from "zod";
import { type AnyJob, defineJob } from "../../platform/jobs/job";
import type { ProjectPurgeService } from "./projectPurge.service";

export function projectsJobs(purge: ProjectPurgeService, everyMs: number): AnyJob[] {
  return [
    defineJob({
      name: "purgeProjects",
      schema: z.object({}),
      options: { every: { ms: everyMs, data: {} } },
      run: () => purge.purgeTrash(),
    }),
  ];
}
