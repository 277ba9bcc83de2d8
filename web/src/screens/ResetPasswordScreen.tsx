import { useState } from "react";
import { AuthAction } from "../features/auth/AuthAction";
import { AuthCard } from "../features/auth/AuthCard";
import { MailLinkCard } from "../features/auth/MailLinkCard";
import { ResetPasswordForm } from "../features/auth/ResetPasswordForm";
import { useMailedToken } from "../features/auth/useMailedToken";
import { strings } from "../lib/strings";

/** Where the link of a reset mail leads. */
export function ResetPasswordScreen() {
  const token = useMailedToken();
  const [outcome, setOutcome] = useState<"done" | "badToken" | null>(null);

  if (outcome === "done") {
    return (
      <AuthCard lead={strings.auth.resetDoneLead} title={strings.auth.resetDoneTitle}>
        <title>{`${strings.auth.resetDoneTitle} · ${strings.appName}`}</title>
        <AuthAction to="/sign-in">{strings.auth.signIn}</AuthAction>
      </AuthCard>
    );
  }
  if (!token || outcome === "badToken") {
    return <MailLinkCard lead={strings.auth.badLinkLead} purpose="resetPassword" title={strings.auth.badLinkTitle} />;
  }
  return (
    <AuthCard lead={strings.auth.resetLead} title={strings.auth.resetTitle}>
      <title>{`${strings.auth.resetTitle} · ${strings.appName}`}</title>
      <ResetPasswordForm onBadToken={() => setOutcome("badToken")} onDone={() => setOutcome("done")} token={token} />
    </AuthCard>
  );
}
