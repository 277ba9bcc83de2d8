import { Link } from "react-router";
import { AuthCard } from "../features/auth/AuthCard";
import { RegisterForm } from "../features/auth/RegisterForm";
import { strings } from "../lib/strings";
import { SignedOutOnly } from "./SignedOutOnly";

export function RegisterScreen() {
  return (
    <SignedOutOnly>
      <title>{`${strings.auth.registerTitle} · ${strings.appName}`}</title>
      <AuthCard
        footer={
          <p>
            {strings.auth.hasAccount} <Link to="/sign-in">{strings.auth.signIn}</Link>
          </p>
        }
        lead={strings.auth.registerLead}
        title={strings.auth.registerTitle}
      >
        <RegisterForm />
      </AuthCard>
    </SignedOutOnly>
  );
}
