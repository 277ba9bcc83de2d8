import type { StatementInfo } from "../platform/db/database";

/** Counts the commits of transactions that changed anything, by the statements that an app runs. */
export class CommitCounter {
  count = 0;
  private hasChanged = false;

  hear({ sql }: StatementInfo): void {
    if (/^\s*(?:INSERT|UPDATE|DELETE)\b/.test(sql)) this.hasChanged = true;
    else if (sql === "COMMIT" && this.hasChanged) this.count += 1;
    if (sql === "COMMIT" || sql === "ROLLBACK") this.hasChanged = false;
  }
}
