import { EventEmitter, once } from "node:events";
import type { Mail, MailTransport } from "../platform/mail/mail";

/** Where the app under test sends its mails; each is taken out once. */
export class Mailbox implements MailTransport {
  private readonly mails: Mail[] = [];
  private readonly changes = new EventEmitter().setMaxListeners(0);

  async send(mail: Mail): Promise<void> {
    this.mails.push(mail);
    this.changes.emit("change");
  }

  get size(): number {
    return this.mails.length;
  }

  /** Takes the oldest mail to an address with this in its text, as soon as there is one. */
  async take(to: string, part: string): Promise<Mail> {
    for (;;) {
      const at = this.mails.findIndex((mail) => mail.to === to && mail.text.includes(part));
      if (at >= 0) return this.mails.splice(at, 1)[0] as Mail;
      await once(this.changes, "change");
    }
  }
}
