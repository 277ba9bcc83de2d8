import type { Viewer } from "../../platform/auth/viewer";
import type { Database } from "../../platform/db/database";
import type { EventRecord } from "../../platform/db/log/event.entity";
import type { Cursors } from "../../platform/paging/cursors";
import type { Page, PageArgs } from "../../platform/paging/page";
import type { Project } from "../projects/project.entity";
import type { Task } from "../tasks/task.entity";
import { ActivityEntry } from "./activity.types";
import { pageOfProjectEvents, pageOfTaskEvents } from "./activity.repository";
import { changeOf } from "./changeOf";

/** What happened, read from the log. */
export class ActivityService {
  constructor(
    private readonly db: Database,
    private readonly cursors: Cursors,
  ) {}

  async ofProject(viewer: Viewer, project: Project, args: PageArgs): Promise<Page<ActivityEntry>> {
    return entries(await pageOfProjectEvents(this.db.read(viewer), this.cursors, viewer.userId, project.id, args));
  }

  /** Also what happened in projects where the task was before, as far as the viewer is in them. */
  async ofTask(viewer: Viewer, task: Task, args: PageArgs): Promise<Page<ActivityEntry>> {
    return entries(await pageOfTaskEvents(this.db.read(viewer), this.cursors, viewer.userId, task.id, args));
  }
}

export function activityEntry(record: EventRecord): ActivityEntry {
  return Object.assign(new ActivityEntry(), changeOf(record));
}

function entries(page: Page<EventRecord>): Page<ActivityEntry> {
  const nodes = page.nodes.map(activityEntry);
  const edges = () => page.edges().map((edge, i) => ({ ...edge, node: nodes[i] as ActivityEntry }));
  return { ...page, edges, nodes };
}
