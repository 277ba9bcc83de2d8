import type { Viewer } from "../../platform/auth/viewer";
import type { Reader, Tx } from "../../platform/db/database";
import { lastSeqs } from "../../platform/db/log/log";
import { forbidden, notFound } from "../../platform/errors";
import { findMembersAmong, findMembership, findProjectsOf } from "./members.repository";
import { Project } from "./project.entity";
import type { ProjectRole } from "./projectMember.entity";
import { isReadOnly } from "./projects.policy";
import { findByKey, findFormerKeys, findPersonalProject, findProjectOfMember } from "./projects.repository";

/** A project that a viewer may see, and their role in it. */
export interface Access {
  project: Project;
  role: ProjectRole;
}

/** Who may see which project: the question that every module asks before it answers anything. */
export class ProjectAccess {
  /** Null when there is no such project or the viewer is not in it: the two look alike. */
  async find(reader: Reader, viewer: Viewer, projectId: string): Promise<Access | null> {
    return findProjectOfMember(reader, projectId, viewer.userId);
  }

  /** @throws AppError NOT_FOUND */
  async require(reader: Reader, viewer: Viewer, projectId: string): Promise<Access> {
    const access = await this.find(reader, viewer, projectId);
    if (!access) throw notFound("The project");
    return access;
  }

  /** Whether a project may be changed, whoever asks: it is neither archived nor in the trash. */
  isOpen(project: Project): boolean {
    return !isReadOnly(project);
  }

  /** That a project may be changed, whoever asks. @throws AppError FORBIDDEN when it is archived or in the trash */
  requireOpen({ project }: Access): void {
    if (this.isOpen(project)) return;
    throw forbidden(project.deletedAt ? "This project is in the trash." : "This project is archived.");
  }

  /** Where createTask puts a task that names no project. */
  async personalProjectId(reader: Reader, viewer: Viewer): Promise<string> {
    const project = await findPersonalProject(reader, viewer.userId);
    if (!project) throw notFound("The personal project");
    return project.id;
  }

  /** The viewer's projects as bytes, with their owners: what a query over all of a viewer's tasks names. */
  async projectsOf(reader: Reader, viewer: Viewer): Promise<{ projectId: Buffer; ownerId: Buffer }[]> {
    return findProjectsOf(reader, viewer.userId);
  }

  async isMember(reader: Reader, projectId: string, userId: string): Promise<boolean> {
    return (await findMembership(reader, projectId, userId)) !== null;
  }

  /** Those of these users who are members, in the order given. */
  async membersAmong(reader: Reader, projectId: string, userIds: readonly string[]): Promise<string[]> {
    if (userIds.length === 0) return [];
    const members = new Set((await findMembersAmong(reader, projectId, userIds)).map(({ userId }) => userId));
    return userIds.filter((id) => members.has(id));
  }

  /** The viewer's projects whose tasks may have the key that begins with `key` and ends with `number`. */
  async findByTaskKey(reader: Reader, viewer: Viewer, key: string, number: number): Promise<Project[]> {
    const found = await findByKey(reader, viewer.userId, key);
    return found
      .filter(({ lastTaskNumber }) => lastTaskNumber === null || number <= lastTaskNumber)
      .map(({ project }) => project);
  }

  async lastSeq(reader: Reader, projectId: string): Promise<number> {
    return (await lastSeqs(reader, [projectId])).get(projectId) ?? 0;
  }

  /** The project's key and those that it had before, each with the number of the last task that had it; null: all have. */
  async keysOf(reader: Reader, { id, key }: Project): Promise<{ key: string; lastTaskNumber: number | null }[]> {
    return [{ key, lastTaskNumber: null }, ...(await findFormerKeys(reader, [id]))];
  }

  /** The number of a new task, or the first of several, of a project whose stream the transaction holds. */
  async takeTaskNumber(tx: Tx, project: Project, count = 1): Promise<number> {
    await tx.update(Project, project.id, { lastTaskNumber: project.lastTaskNumber + count });
    return project.lastTaskNumber + 1;
  }
}
