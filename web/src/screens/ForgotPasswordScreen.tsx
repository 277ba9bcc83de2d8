import { MailLinkCard } from "../features/auth/MailLinkCard";
import { strings } from "../lib/strings";
import { SignedOutOnly } from "./SignedOutOnly";

export function ForgotPasswordScreen() {
  return (
    <SignedOutOnly>
      <MailLinkCard lead={strings.auth.forgotLead} purpose="resetPassword" title={strings.auth.forgotTitle} />
    </SignedOutOnly>
  );
}
