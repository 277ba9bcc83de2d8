import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock";
import type { Logger } from "../observability/logger";
import type { Mail, MailTransport } from "./mail";

/** For development: each mail becomes a text file, for the owner of the folder alone, as its links open accounts. */
export class FolderMail implements MailTransport {
  constructor(
    private readonly folder: string,
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  async send({ to, subject, text }: Mail): Promise<void> {
    const date = this.clock().toISOString();
    // Nothing of the mail is in the name; with the time first, the newest is the last.
    const file = join(this.folder, `${date.replaceAll(":", "-")}-${randomBytes(4).toString("hex")}.txt`);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFile(file, `To: ${to}\nSubject: ${subject}\nDate: ${date}\n\n${text}`, { mode: 0o600, flag: "wx" });
    this.logger.info("a mail was written to a file", { to, subject, file });
  }
}
