import type { Passwords } from "../platform/auth/passwords";
import type { Database } from "../platform/db/database";
import { newId } from "../platform/ids";
import { fold } from "../platform/text";
import { Credential } from "../modules/auth/credential.entity";
import type { ProjectsService } from "../modules/projects/projects.service";
import type { UsersService } from "../modules/users/users.service";
import { COLLEAGUES, DEMO } from "./people";
import type { Writer } from "./projectHistory";
import type { Timeline } from "./timeline";

export interface Person extends Writer {
  email: string;
}

/** Opens the accounts, the demo account first; all have the same password. */
export async function seedPeople(
  db: Database,
  timeline: Timeline,
  { users, projects, passwords }: { users: UsersService; projects: ProjectsService; passwords: Passwords },
  password: string,
): Promise<[Person, ...Person[]]> {
  const accounts = [DEMO, ...COLLEAGUES.map((colleague) => ({ ...colleague, email: addressOf(colleague.name) }))];
  const hashes = await Promise.all(accounts.map(() => passwords.hash(password)));
  return db.transact(null, {}, async (tx) => {
    const people: Person[] = [];
    for (const [i, account] of accounts.entries()) {
      timeline.now += 60_000;
      const { id } = await users.create(tx, { ...account, emailVerifiedAt: timeline.clock() });
      await tx.insert(Credential, [{ id, passwordHash: hashes[i] as string }]);
      await projects.createPersonal(tx, id);
      const viewer = { userId: id, sessionId: newId("ses"), expiresAt: new Date(timeline.clock()) };
      people.push({ viewer, email: account.email, timezone: account.timezone });
    }
    return people as [Person, ...Person[]];
  });
}

function addressOf(name: string): string {
  return `${fold(name).replace("ł", "l").replace(" ", ".")}@example.com`;
}
