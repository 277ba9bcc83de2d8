import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { send } from "../../support/graphql";

const REQUEST = "mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { isAccepted } }";

/** How many resets were asked for with an answer. Each leaves an event, and that a job which mails a link. */
export interface ResetLedger {
  acknowledged: number;
}

/** Asks for links to reset a password, until the server is gone or `isOver`. */
export async function requestResets(
  url: string,
  email: string,
  ledger: ResetLedger,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const answer = await send(url, null, REQUEST, { email }).catch(() => null);
    if (answer?.errors) throw new Error(`A reset was refused: ${JSON.stringify(answer.errors)}`);
    if (!answer) return;
    ledger.acknowledged += 1;
  }
}

/** The mails with a link to reset a password that the server has written to its folder. */
export function countResetMails(dataDir: string): number {
  const folder = join(dataDir, "mail");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.filter((file) => readFileSync(join(folder, file), "utf8").includes("/reset-password?token=")).length;
}
