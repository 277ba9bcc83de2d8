import { createTransport } from "nodemailer";
import { isLocalHost } from "../localHost";
import type { Mail, MailTransport } from "./mail";

/** A server that does not answer must not hold up the mails behind this one for long. */
const TIMEOUT_MS = 20_000;

/** Sends by SMTP; on any machine but this one the connection is TLS or nothing is sent. */
export class SmtpMail implements MailTransport {
  private readonly transport;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === "smtps:";
    const host = hostname.replace(/^\[|\]$/g, "");
    this.transport = createTransport({
      host,
      port: port ? Number(port) : secure ? 465 : 587,
      secure,
      requireTLS: !secure && !isLocalHost(host),
      ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // A mail is what its template says: nothing is read from files or the web.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ to, subject, text, html }: Mail): Promise<void> {
    // As an object: an address with a comma in it is one address.
    await this.transport.sendMail({ from: this.from, to: { name: "", address: to }, subject, text, html });
  }
}
