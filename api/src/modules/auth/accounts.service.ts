import type { Client } from "../../platform/auth/client";
import type { Viewer } from "../../platform/auth/viewer";
import type { Database, Tx } from "../../platform/db/database";
import { unavailable } from "../../platform/errors";
import type { ApiTokensContract } from "../apiTokens/apiTokens.contract";
import type { AccountProjectsContract } from "../projects/projects.contract";
import type { AccountUser, AccountUsersContract } from "../users/users.contract";
import { deleteMailTokens } from "./mailTokens.repository";
import type { PasswordChecks } from "./passwordChecks";
import { type PasswordChanges, wrongPassword } from "./passwordChanges.service";
import { deleteCredential, forgetDevices } from "./sessions.repository";
import type { SessionsService } from "./sessions.service";

/** A membership that comes or goes between looking and locking is rare; one that does so every time is not to be waited for. */
const ATTEMPTS = 5;

/** The end of an account. */
export class AccountsService {
  constructor(
    private readonly db: Database,
    private readonly users: AccountUsersContract,
    private readonly projects: AccountProjectsContract,
    private readonly checks: PasswordChecks,
    private readonly passwordChanges: PasswordChanges,
    private readonly sessions: SessionsService,
    private readonly apiTokens: ApiTokensContract,
  ) {}

  /**
   * @throws AppError BAD_USER_INPUT, rule password; CONFLICT while the viewer owns projects that others are in;
   * RATE_LIMITED; UNAVAILABLE
   */
  async deleteAccount(viewer: Viewer, password: string, client: Client): Promise<void> {
    const checked = await this.passwordChanges.checkOwn(viewer, password, "password", client);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const projects = await this.projects.idsOf(this.db.readLatest(), viewer.userId);
      const isDone = await this.db.transact(viewer, { projects, users: [viewer.userId] }, async (tx) => {
        // Locked are the projects of before; if there are others by now, those first.
        if ((await this.projects.idsOf(tx, viewer.userId)).join() !== projects.join()) return false;
        const user = await this.checks.confirm(tx, checked);
        if (!user) throw wrongPassword("password");
        await this.end(tx, user);
        return true;
      });
      if (isDone) return;
    }
    throw unavailable("Your projects are changing right now. Try again.");
  }

  /** All that goes with an account. What other modules keep for a user's sake ends here too. */
  private async end(tx: Tx, user: AccountUser): Promise<void> {
    await this.projects.leaveAll(tx, user.id);
    await this.sessions.endAll(tx, user.id, null);
    await this.apiTokens.endAll(tx, user.id);
    await forgetDevices(tx, user.id);
    await deleteMailTokens(tx, user.id);
    await deleteCredential(tx, user.id);
    await this.users.makeTombstone(tx, user);
  }
}
