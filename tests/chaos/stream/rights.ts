import { setTimeout as sleep } from "node:timers/promises";
import type { Ledger } from "./ledger";
import type { Absence } from "./record";
import type { Membership, World } from "./world";

const ROLES = ["ADMIN", "MEMBER", "VIEWER"];
/** Who stay away until the end. */
const MOST_GONE = 5;

/** Removes watchers and adds them again, changes what they may, and invites people who never come. */
export class Rights {
  readonly absences: Absence[] = [];
  /** Whose rights are just being changed, or who stay away. */
  private readonly busy = new Set<Membership>();
  private gone = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly world: World,
  ) {}

  isMember({ userId, projectId }: Pick<Absence, "userId" | "projectId">): boolean {
    return this.absences.every(
      (each) => each.return !== null || each.userId !== userId || each.projectId !== projectId,
    );
  }

  async remove(who: number, forMs: number): Promise<void> {
    const membership = this.pick(who);
    const { project, person } = membership;
    const { owner } = project;
    const removal = await this.ledger.write(owner, "removeProjectMember", project.id, { id: membership.id });
    const absence: Absence = { userId: person.id, projectId: project.id, removal, return: null };
    this.absences.push(absence);
    await sleep(forMs);
    if (who % 10 === 0 && this.gone < MOST_GONE) {
      this.gone += 1;
      return;
    }
    membership.role = ROLES[who % ROLES.length] as string;
    const input = { projectId: project.id, email: person.email, role: membership.role };
    absence.return = await this.ledger.write(owner, "addProjectMember", project.id, input);
    membership.id = absence.return.acknowledged?.subjectId ?? membership.id;
    this.busy.delete(membership);
  }

  async changeRole(who: number): Promise<void> {
    const membership = this.pick(who);
    const { id, project, role } = membership;
    membership.role = ROLES[(ROLES.indexOf(role) + 1 + (who % 2)) % ROLES.length] as string;
    await this.ledger.write(project.owner, "updateProjectMember", project.id, { id, role: membership.role });
    this.busy.delete(membership);
  }

  /** Only the owner and admins are to be told of it. */
  async invite(who: number, forMs: number): Promise<void> {
    const { id: projectId, owner } = this.world.projects[who % this.world.projects.length] ?? { id: "", owner: null };
    if (!owner) return;
    const input = { projectId, email: `nobody${who}-${Date.now()}@example.com`, role: "MEMBER" };
    const { acknowledged } = await this.ledger.write(owner, "addProjectMember", projectId, input);
    await sleep(forMs);
    await this.ledger.write(owner, "removeProjectMember", projectId, { id: acknowledged.subjectId });
  }

  /** One whose rights nobody else changes now. */
  private pick(who: number): Membership {
    const { memberships } = this.world;
    const order = memberships.map((_, i) => memberships[(who + i) % memberships.length] as Membership);
    const membership = order.find((each) => !this.busy.has(each));
    if (!membership) throw new Error("There is nobody left whose rights could be changed");
    this.busy.add(membership);
    return membership;
  }
}
