import { sendRequest } from "../../apollo/sendRequest";
import { useSession } from "../../apollo/SessionContext";
import { graphql } from "../../gql";
import { strings } from "../../lib/strings";
import { type AuthField, AuthForm } from "./AuthForm";

const RequestPasswordReset = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) {
      isAccepted
    }
  }
`);

const RequestEmailVerification = graphql(`
  mutation RequestEmailVerification($input: RequestEmailVerificationInput!) {
    requestEmailVerification(input: $input) {
      isAccepted
    }
  }
`);

const FIELDS: readonly AuthField[] = [
  { name: "email", label: strings.auth.email, type: "email", autoComplete: "username" },
];

interface MailLinkFormProps {
  readonly purpose: "resetPassword" | "verifyEmail";
  readonly onSent: (email: string) => void;
}

/** Asks for a mail with a link. */
export function MailLinkForm({ purpose, onSent }: MailLinkFormProps) {
  const { apiOrigin } = useSession();
  return (
    <AuthForm
      fields={FIELDS}
      onSubmit={async ({ email }) => {
        const variables = { input: { email } };
        const { error } =
          purpose === "resetPassword"
            ? await sendRequest(apiOrigin, RequestPasswordReset, variables)
            : await sendRequest(apiOrigin, RequestEmailVerification, variables);
        if (!error) onSent(email);
        return error ?? null;
      }}
      submitLabel={strings.auth.sendLink}
    />
  );
}
