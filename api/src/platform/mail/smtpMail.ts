import type { Transporter } from "nodemailer";
import { isLocalHost } from "../localHost";
import type { Mail, MailTransport } from "./mail";

/** A server that does not answer must not hold up the mails behind this one for long. */
const TIMEOUT_MS = 20_000;

/** Sends by SMTP; on any machine but this one the connection is TLS or nothing is sent. */
export class SmtpMail implements MailTransport {
  private transport: Promise<Transporter> | undefined;

  constructor(
    private readonly url: string,
    private readonly from: string,
  ) {}

  async send({ to, subject, text, html }: Mail): Promise<void> {
    this.transport ??= this.open();
    const transport = await this.transport;
    // As an object: an address with a comma in it is one address.
    await transport.sendMail({ from: this.from, to: { name: "", address: to }, subject, text, html });
  }

  /** At the first mail, as loading the code takes its time. */
  private async open(): Promise<Transporter> {
    const { createTransport } = await import("nodemailer");
    const { protocol, hostname, port, username, password } = new URL(this.url);
    const secure = protocol === "smtps:";
    const host = hostname.replace(/^\[|\]$/g, "");
    return createTransport({
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
}
