import type { Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import { diffFields, type LoggedFields } from "../../platform/db/log/log";
import { badInput, notFound, unauthenticated } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { normalizeEmail, sortKey } from "../../platform/text";
import { User } from "./user.entity";
import type { UpdateProfileInput } from "./users.inputs";
import { findUser, findUserByEmail, shareProject } from "./users.repository";

const LOGGED_FIELDS: LoggedFields<User> = { name: "name", timezone: "timezone", avatarUrl: "avatarUrl" };

interface NewAccount {
  name: string;
  email: string;
  timezone: string;
  emailVerifiedAt?: Date;
}

export class UsersService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async viewer(viewer: Viewer): Promise<User> {
    return this.existing(this.db.read(viewer), viewer.userId);
  }

  /** Another user is visible to whoever shares a project with them. */
  async visible(viewer: Viewer, id: string): Promise<User | null> {
    const reader = this.db.read(viewer);
    if (id !== viewer.userId && !(await shareProject(reader, viewer.userId, id))) return null;
    return findUser(reader, id);
  }

  async findByEmail(reader: Reader, email: string): Promise<User | null> {
    return findUserByEmail(reader, normalizeEmail(email));
  }

  /** Opens an account within the caller's transaction. @throws AppError BAD_USER_INPUT, rule taken */
  async create(tx: Tx, account: NewAccount): Promise<User> {
    const emailAddress = normalizeEmail(account.email);
    if (await findUserByEmail(tx, emailAddress)) throw badInput("email", "already has an account.", "taken");
    const user: User = Object.assign(new User(), {
      id: newId("usr"),
      name: account.name,
      nameKey: sortKey(account.name, 400),
      avatarUrl: null,
      timezone: account.timezone,
      emailAddress,
      emailVerifiedAt: account.emailVerifiedAt ?? null,
      deletedAt: null,
      createdAt: this.clock(),
      version: 1,
    });
    await tx.createStream(user.id);
    await tx.insert(User, [user]);
    return user;
  }

  async updateProfile(viewer: Viewer, input: UpdateProfileInput): Promise<User> {
    const { idempotencyKey: _, ...patch } = input;
    const change = await this.db.transact(viewer, { users: [viewer.userId] }, (tx) =>
      tx.once(
        { viewerId: viewer.userId, field: "updateProfile", input },
        { run: () => this.applyProfile(tx, viewer, patch), replay: (id) => this.existing(tx, id) },
      ),
    );
    return change.entity;
  }

  /** The IANA zone in which a user's days begin. */
  async timezoneOf(reader: Reader, userId: string): Promise<string> {
    return (await this.existing(reader, userId)).timezone;
  }

  /** The user, whom a request that the end of the account overtook does not find. @throws AppError UNAUTHENTICATED */
  async requireAccount(reader: Reader, id: string): Promise<User> {
    const user = await this.existing(reader, id);
    if (user.deletedAt) throw unauthenticated("The session has ended.", "SESSION_ENDED");
    return user;
  }

  private async applyProfile(tx: Tx, viewer: Viewer, patch: Partial<User>): Promise<{ entity: User; seq: number }> {
    const user = await this.requireAccount(tx, viewer.userId);
    const changes = diffFields(user, patch, LOGGED_FIELDS);
    if (changes.length === 0) return { entity: user, seq: tx.lastSeq(user.id) };
    const stored = {
      ...patch,
      ...(patch.name !== undefined && { nameKey: sortKey(patch.name, 400) }),
      version: user.version + 1,
    };
    await tx.update(User, user.id, stored);
    const seq = tx.emit({
      streamId: user.id,
      type: "USER_UPDATED",
      subjectId: user.id,
      subjectVersion: stored.version,
      actorId: user.id,
      changes,
    });
    return { entity: Object.assign(user, stored), seq };
  }

  private async existing(reader: Reader, id: string): Promise<User> {
    const user = await findUser(reader, id);
    if (!user) throw notFound("The user");
    return user;
  }
}
