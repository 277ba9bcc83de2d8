/** One mail to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** How mails leave the house. */
export interface MailTransport {
  /** Resolves once the mail has been taken over; what fails may be sent again. */
  send(mail: Mail): Promise<void>;
}

export interface MailSettings {
  /** smtp:// or smtps://, maybe with user and password; null: mails are written to a folder. */
  smtpUrl: string | null;
  /** An address, or a name and an address in angle brackets. */
  from: string;
}
