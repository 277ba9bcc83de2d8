import { sendRequest } from "../../apollo/sendRequest";
import { useSession } from "../../apollo/SessionContext";
import { graphql } from "../../gql";
import { strings } from "../../lib/strings";
import { AuthForm } from "./AuthForm";

const VerifyEmail = graphql(`
  mutation VerifyEmail($input: VerifyEmailInput!) {
    verifyEmail(input: $input) {
      user {
        id
      }
    }
  }
`);

interface VerifyEmailFormProps {
  readonly token: string;
  readonly onDone: () => void;
  readonly onBadToken: () => void;
}

/** A button to press: programs that only look into a mail's links confirm nothing. */
export function VerifyEmailForm({ token, onDone, onBadToken }: VerifyEmailFormProps) {
  const session = useSession();
  return (
    <AuthForm
      fields={[]}
      onSubmit={async () => {
        // As whoever is signed in: then it is told from a stranger's account by this address.
        const accessToken = session.state.status === "signedOut" ? null : await session.validToken();
        const { error } = await sendRequest(session.apiOrigin, VerifyEmail, { input: { token } }, accessToken);
        if (error?.fields.token) onBadToken();
        else if (error) return error;
        else onDone();
        return null;
      }}
      submitLabel={strings.auth.verifySubmit}
    />
  );
}
