import { useState } from "react";
import { AuthAction } from "../features/auth/AuthAction";
import { AuthCard } from "../features/auth/AuthCard";
import { MailLinkCard } from "../features/auth/MailLinkCard";
import { useMailedToken } from "../features/auth/useMailedToken";
import { VerifyEmailForm } from "../features/auth/VerifyEmailForm";
import { strings } from "../lib/strings";

/** Where the link of a verification mail leads, signed in or not. */
export function VerifyEmailScreen() {
  const token = useMailedToken();
  const [outcome, setOutcome] = useState<"done" | "badToken" | null>(null);

  if (outcome === "done") {
    return (
      <AuthCard lead={strings.auth.verifyDoneLead} title={strings.auth.verifyDoneTitle}>
        <title>{`${strings.auth.verifyDoneTitle} · ${strings.appName}`}</title>
        <AuthAction to="/">{strings.auth.toTasks}</AuthAction>
      </AuthCard>
    );
  }
  if (!token || outcome === "badToken") {
    return <MailLinkCard lead={strings.auth.badLinkLead} purpose="verifyEmail" title={strings.auth.badLinkTitle} />;
  }
  return (
    <AuthCard lead={strings.auth.verifyLead} title={strings.auth.verifyTitle}>
      <title>{`${strings.auth.verifyTitle} · ${strings.appName}`}</title>
      <VerifyEmailForm onBadToken={() => setOutcome("badToken")} onDone={() => setOutcome("done")} token={token} />
    </AuthCard>
  );
}
