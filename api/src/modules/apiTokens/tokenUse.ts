import type { Clock } from "../../platform/clock";
import type { Database } from "../../platform/db/database";
import type { Logger } from "../../platform/observability/logger";
import { ApiToken } from "./apiToken.entity";

/** A token in steady use is written down this often. */
const NOTED_EVERY_MS = 60_000;

/** Keeps when tokens were last used. Nobody waits for it, and it may fail: it is only shown. */
export class TokenUse {
  private readonly writing = new Set<string>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  note({ id, lastUsedAt }: ApiToken): void {
    const now = this.clock();
    if (this.writing.has(id) || (lastUsedAt && now.getTime() - lastUsedAt.getTime() < NOTED_EVERY_MS)) return;
    this.writing.add(id);
    void this.write(id, now);
  }

  private async write(id: string, lastUsedAt: Date): Promise<void> {
    try {
      await this.db.transact(null, {}, (tx) => tx.update(ApiToken, id, { lastUsedAt }));
    } catch (error) {
      this.logger.error("noting the use of a personal access token failed", { error });
    } finally {
      this.writing.delete(id);
    }
  }
}
