import { sendRequest } from "../../apollo/sendRequest";
import { useSession } from "../../apollo/SessionContext";
import { graphql } from "../../gql";
import { strings } from "../../lib/strings";
import { type AuthField, AuthForm } from "./AuthForm";

const Register = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      accessToken
      expiresAt
    }
  }
`);

const FIELDS: readonly AuthField[] = [
  { name: "name", label: strings.auth.name, type: "text", autoComplete: "name" },
  { name: "email", label: strings.auth.email, type: "email", autoComplete: "username" },
  {
    name: "password",
    label: strings.auth.password,
    type: "password",
    autoComplete: "new-password",
    hint: strings.auth.passwordHint,
  },
];

export function RegisterForm() {
  const session = useSession();
  return (
    <AuthForm
      fields={FIELDS}
      onSubmit={async ({ name, email, password }) => {
        const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
        const input = { name, email, password, timezone };
        const { data, error } = await sendRequest(session.apiOrigin, Register, { input });
        if (data?.register) session.start(data.register);
        return error ?? null;
      }}
      submitLabel={strings.auth.register}
    />
  );
}
