import { useFragment, useMutation } from "@apollo/client/react";
import type { FragmentType } from "@apollo/client";
import { useSession } from "../../apollo/SessionContext";
import { toServerError } from "../../apollo/toServerError";
import { graphql } from "../../gql";
import type { UserMenuFragment } from "../../gql/graphql";
import { strings } from "../../lib/strings";
import { ChoiceMenu } from "../../ui/ChoiceMenu";
import { CodeIcon, DevicesIcon, SignOutIcon } from "../../ui/icons/icons";
import { notify } from "../../ui/notifications";
import styles from "./UserMenu.module.css";

const UserMenuFragmentDocument = graphql(`
  fragment UserMenu on User {
    id
    name
    email
  }
`);

const RevokeAllSessions = graphql(`
  mutation RevokeAllSessions($input: RevokeAllSessionsInput!) {
    revokeAllSessions(input: $input) {
      isAccepted
    }
  }
`);

const CHOICES = [
  { id: "explorer", label: strings.explorer.title, icon: <CodeIcon /> },
  { id: "signOut", label: strings.auth.signOut, icon: <SignOutIcon /> },
  { id: "signOutEverywhere", label: strings.auth.signOutEverywhere, icon: <DevicesIcon /> },
];

export function UserMenu({ user }: { user: FragmentType<UserMenuFragment> }) {
  const session = useSession();
  const { data, complete } = useFragment({ fragment: UserMenuFragmentDocument, from: user });
  const [revokeAll] = useMutation(RevokeAllSessions, { variables: { input: { includeCurrent: true } } });

  const signOut = () => session.signOut().catch(() => notify({ tone: "error", text: strings.auth.signOutFailed }));

  const signOutEverywhere = () =>
    revokeAll().then(
      () => session.signOut().catch(() => session.end("wish")),
      (error: unknown) =>
        notify({ tone: "error", text: `${strings.failed.signOutEverywhere}: ${toServerError(error).message}` }),
    );

  const actions: Record<string, () => unknown> = {
    explorer: () => window.open(explorerUrl(session.apiOrigin), "_blank", "noopener"),
    signOut,
    signOutEverywhere,
  };

  if (!complete) return null;
  return (
    <ChoiceMenu
      choices={CHOICES}
      className={styles.trigger}
      label={[`${strings.auth.account}:`, data.name, data.email].filter(Boolean).join(" ")}
      onChoose={(id) => void actions[id]?.()}
      placement="top start"
    >
      <span aria-hidden="true" className={styles.avatar}>
        {initials(data.name)}
      </span>
      <span className={styles.who}>
        <span className={styles.name}>{data.name}</span>
        {data.email && <span className={styles.email}>{data.email}</span>}
      </span>
    </ChoiceMenu>
  );
}

/** Where the web app is served from elsewhere, the API may not read the session from its own page. */
const explorerUrl = (apiOrigin: string): string => (apiOrigin ? "/explorer.html" : "/graphql");

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}
