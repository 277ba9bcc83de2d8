import { composeMail } from "../../platform/mail/composeMail";
import type { Mail } from "../../platform/mail/mail";
import type { MailTokenKind } from "./mailToken.entity";

interface Recipient {
  name: string;
  emailAddress: string;
}

type Template = (to: Recipient, link: string) => Mail;

const verifyEmail: Template = ({ name, emailAddress }, url) =>
  composeMail({
    to: emailAddress,
    subject: "Confirm your e-mail address",
    name,
    before: [`Please confirm that ${emailAddress} is the address of your TaskFlow account.`],
    link: { label: "Confirm the address", url },
    after: ["The link works for 7 days.", "If you have no account with us, ignore this mail: nothing will happen."],
  });

const resetPassword: Template = ({ name, emailAddress }, url) =>
  composeMail({
    to: emailAddress,
    subject: "Choose a new password",
    name,
    before: [`Somebody, you we hope, asked for a new password for the TaskFlow account of ${emailAddress}.`],
    link: { label: "Choose a new password", url },
    after: [
      "The link works once, within an hour. All devices will be signed out.",
      "If it was not you, ignore this mail: your password stays as it is.",
    ],
  });

const MAILS: Readonly<Record<MailTokenKind, { page: string; template: Template }>> = {
  VERIFY_EMAIL: { page: "verify-email", template: verifyEmail },
  RESET_PASSWORD: { page: "reset-password", template: resetPassword },
};

/** The mail that brings a token, as a link into the web app. */
export function tokenMail(kind: MailTokenKind, to: Recipient, token: string, frontendUrl: string): Mail {
  const { page, template } = MAILS[kind];
  return template(to, `${frontendUrl.replace(/\/+$/, "")}/${page}?token=${token}`);
}
