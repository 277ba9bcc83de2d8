import { sendRequest } from "../../apollo/sendRequest";
import { useSession, useSessionState } from "../../apollo/SessionContext";
import { graphql } from "../../gql";
import { strings } from "../../lib/strings";
import styles from "./AuthCard.module.css";
import { type AuthField, AuthForm } from "./AuthForm";

const Login = graphql(`
  mutation Login($input: LoginInput!) {
    login(input: $input) {
      accessToken
      expiresAt
    }
  }
`);

const FIELDS: readonly AuthField[] = [
  { name: "email", label: strings.auth.email, type: "email", autoComplete: "username" },
  { name: "password", label: strings.auth.password, type: "password", autoComplete: "current-password" },
];

export function SignInForm() {
  const session = useSession();
  const state = useSessionState();
  const wasEnded = state.status === "signedOut" && state.reason === "ended";
  return (
    <AuthForm
      fields={FIELDS}
      notice={wasEnded && <p className={styles.notice}>{strings.auth.sessionEnded}</p>}
      onSubmit={async ({ email, password }) => {
        const { data, error } = await sendRequest(session.apiOrigin, Login, { input: { email, password } });
        if (data?.login) session.start(data.login);
        return error ?? null;
      }}
      submitLabel={strings.auth.signIn}
    />
  );
}
