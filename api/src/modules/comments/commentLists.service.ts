import type { Viewer } from "../../platform/auth/viewer";
import type { Database } from "../../platform/db/database";
import type { Selection } from "../../platform/selection";
import type { Cursors } from "../../platform/paging/cursors";
import type { Page, PageArgs } from "../../platform/paging/page";
import type { Project } from "../projects/project.entity";
import type { ProjectMember } from "../projects/projectMember.entity";
import type { ProjectAccessContract } from "../projects/projects.contract";
import type { Task } from "../tasks/task.entity";
import type { Comment } from "./comment.entity";
import { canEditComment } from "./comments.policy";
import { pageOfComments } from "./comments.repository";

/** Reading comments. */
export class CommentListsService {
  constructor(
    private readonly db: Database,
    private readonly cursors: Cursors,
    private readonly projects: ProjectAccessContract,
  ) {}

  /** Of a task that the viewer was found to see, also of one in the trash. One statement a task. */
  async ofTask(viewer: Viewer, task: Task, args: PageArgs, selection: Selection): Promise<Page<Comment>> {
    return pageOfComments(this.db.read(viewer), this.cursors, task.id, args, selection);
  }

  /** Whether updateComment would be let do its work. */
  canEdit(comment: Comment, task: Task, project: Project, membership: ProjectMember): boolean {
    const isAuthor = comment.authorId === membership.userId;
    const isThere = comment.deletedAt === null && task.deletedAt === null;
    return isThere && this.projects.isOpen(project) && canEditComment(membership.role, { isAuthor });
  }
}
