import { Link } from "react-router";
import { AuthCard } from "../features/auth/AuthCard";
import { SignInForm } from "../features/auth/SignInForm";
import { strings } from "../lib/strings";
import { SignedOutOnly } from "./SignedOutOnly";

export function SignInScreen() {
  return (
    <SignedOutOnly>
      <title>{`${strings.auth.signInTitle} · ${strings.appName}`}</title>
      <AuthCard
        footer={
          <>
            <p>
              <Link to="/forgot-password">{strings.auth.forgotLink}</Link>
            </p>
            <p>
              {strings.auth.noAccount} <Link to="/register">{strings.auth.register}</Link>
            </p>
          </>
        }
        lead={strings.auth.signInLead}
        title={strings.auth.signInTitle}
      >
        <SignInForm />
      </AuthCard>
    </SignedOutOnly>
  );
}
