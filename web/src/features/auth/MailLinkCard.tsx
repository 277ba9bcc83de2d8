import { useState } from "react";
import { Link } from "react-router";
import { strings } from "../../lib/strings";
import { AuthCard } from "./AuthCard";
import { MailLinkForm } from "./MailLinkForm";

interface MailLinkCardProps {
  readonly purpose: "resetPassword" | "verifyEmail";
  readonly title: string;
  readonly lead: string;
}

/** Asks for a mail with a link, and says where to look for it. */
export function MailLinkCard({ purpose, title, lead }: MailLinkCardProps) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const sentLead = purpose === "resetPassword" ? strings.auth.sentReset : strings.auth.sentVerification;
  const shownTitle = sentTo === null ? title : strings.auth.sentTitle;
  return (
    <AuthCard
      footer={
        <p>
          <Link to="/sign-in">{strings.auth.backToSignIn}</Link>
        </p>
      }
      lead={sentTo === null ? lead : sentLead(sentTo)}
      title={shownTitle}
    >
      <title>{`${shownTitle} · ${strings.appName}`}</title>
      {sentTo === null && <MailLinkForm onSent={setSentTo} purpose={purpose} />}
    </AuthCard>
  );
}
