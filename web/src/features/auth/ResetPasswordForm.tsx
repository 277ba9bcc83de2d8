import { sendRequest } from "../../apollo/sendRequest";
import { useSession } from "../../apollo/SessionContext";
import { graphql } from "../../gql";
import { strings } from "../../lib/strings";
import { type AuthField, AuthForm } from "./AuthForm";

const ResetPassword = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      isAccepted
    }
  }
`);

const FIELDS: readonly AuthField[] = [
  {
    name: "newPassword",
    label: strings.auth.newPassword,
    type: "password",
    autoComplete: "new-password",
    hint: strings.auth.passwordHint,
  },
];

interface ResetPasswordFormProps {
  readonly token: string;
  readonly onDone: () => void;
  readonly onBadToken: () => void;
}

export function ResetPasswordForm({ token, onDone, onBadToken }: ResetPasswordFormProps) {
  const session = useSession();
  return (
    <AuthForm
      fields={FIELDS}
      onSubmit={async ({ newPassword }) => {
        const { error } = await sendRequest(session.apiOrigin, ResetPassword, { input: { token, newPassword } });
        if (error?.fields.token) onBadToken();
        else if (error) return error;
        else {
          // The server has ended all sessions, this browser's too.
          session.end("wish");
          onDone();
        }
        return null;
      }}
      submitLabel={strings.auth.resetSubmit}
    />
  );
}
