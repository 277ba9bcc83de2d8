import { join } from "node:path";
import type { Clock } from "../clock";
import type { Logger } from "../observability/logger";
import { FolderMail } from "./folderMail";
import type { MailSettings, MailTransport } from "./mail";
import { SmtpMail } from "./smtpMail";

/** By SMTP where a server is set, else into `DATA_DIR/mail`. */
export function createMailTransport(
  { mail, dataDir }: { mail: MailSettings; dataDir: string },
  logger: Logger,
  clock: Clock,
): MailTransport {
  return mail.smtpUrl ? new SmtpMail(mail.smtpUrl, mail.from) : new FolderMail(join(dataDir, "mail"), logger, clock);
}
