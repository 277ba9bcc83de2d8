import type { Database } from "../platform/db/database";
import type { LabelsService } from "../modules/labels/labels.service";
import type { MembersService } from "../modules/projects/members.service";
import type { Project } from "../modules/projects/project.entity";
import type { ProjectRole } from "../modules/projects/projectMember.entity";
import { findPersonalProject } from "../modules/projects/projects.repository";
import type { ProjectsService } from "../modules/projects/projects.service";
import { chooseColor } from "../modules/projects/projectDefaults";
import type { Stage } from "./projectHistory";
import type { Random } from "./random";
import type { Person } from "./seedPeople";
import { PERSONAL, type Theme, THEMES } from "./themes";
import type { Timeline } from "./timeline";

const MINUTE_MS = 60_000;
/** What the demo account is in the projects, in turn; null: not in it. */
const DEMO_ROLES: readonly (ProjectRole | null)[] = ["OWNER", "ADMIN", "MEMBER", "VIEWER", "MEMBER", null];
const ROLES = { MEMBER: 13, ADMIN: 3, VIEWER: 4 } as const;
const TEAMS = ["Lisbon", "Nairobi", "Tokyo", "Bogotá", "Berlin", "Dubai", "Warsaw", "Chennai"];

interface Services {
  db: Database;
  projects: ProjectsService;
  members: MembersService;
  labels: LabelsService;
}

type Member = { person: Person; role: ProjectRole };

/** Sets up projects with their people and labels, ready for tasks. */
export class Stages {
  constructor(
    private readonly services: Services,
    private readonly timeline: Timeline,
    private readonly people: readonly [Person, ...Person[]],
  ) {}

  async openPersonal(random: Random): Promise<Stage> {
    const [demo] = this.people;
    const project = await findPersonalProject(this.services.db.read(demo.viewer), demo.viewer.userId);
    if (!project) throw new Error("The account came without a personal project");
    return this.stage(random, project, PERSONAL, [{ person: demo, role: "OWNER" }]);
  }

  async openShared(random: Random, index: number): Promise<Stage> {
    const theme = THEMES[index % THEMES.length] as Theme;
    const [owner, ...others] = this.cast(random, index);
    const input = {
      id: random.id("prj", this.timeline.clock()),
      name: nameOf(theme, Math.floor(index / THEMES.length)),
    };
    const { project } = await this.services.projects.create(owner.person.viewer, input);
    for (const { person, role } of others) {
      this.timeline.now += MINUTE_MS;
      await this.services.members.addProjectMember(owner.person.viewer, {
        projectId: project.id,
        email: person.email,
        role,
      });
    }
    return this.stage(random, project, theme, [owner, ...others]);
  }

  /** The owner first; there is always someone else who writes. */
  private cast(random: Random, index: number): [Member, ...Member[]] {
    const [demo, ...colleagues] = this.people;
    const [first, second, ...more] = random.some(colleagues, random.whole(5, 8)) as [Person, Person, ...Person[]];
    const members = more.map((person): Member => ({ person, role: random.weighted(ROLES) }));
    members.unshift({ person: second, role: "MEMBER" });
    const demoRole = DEMO_ROLES[index % DEMO_ROLES.length] ?? null;
    if (demoRole === "OWNER") return [{ person: demo, role: "OWNER" }, { person: first, role: "MEMBER" }, ...members];
    return [{ person: first, role: "OWNER" }, ...(demoRole ? [{ person: demo, role: demoRole }] : []), ...members];
  }

  private async stage(
    random: Random,
    project: Project,
    theme: Theme,
    members: readonly [Member, ...Member[]],
  ): Promise<Stage> {
    const labelIds: string[] = [];
    for (const [i, name] of theme.labels.entries()) {
      this.timeline.now += MINUTE_MS;
      const id = random.id("lbl", this.timeline.clock());
      const input = { id, projectId: project.id, name, color: chooseColor(i) };
      labelIds.push((await this.services.labels.createLabel(members[0].person.viewer, input)).entity.id);
    }
    const writers = members.filter(({ role }) => role !== "VIEWER").map(({ person }) => person);
    return { project, theme, writers, labelIds, openedAt: this.timeline.now };
  }
}

/** A theme's first projects have plain names, later ones a team's too. */
function nameOf(theme: Theme, turn: number): string {
  const name = theme.projects[turn % theme.projects.length] as string;
  const round = Math.floor(turn / theme.projects.length);
  return round === 0 ? name : `${name} ${TEAMS[(round - 1) % TEAMS.length]}`;
}
