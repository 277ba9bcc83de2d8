import type { SessionState } from "../apollo/session";
import { strings } from "../lib/strings";
import { Logo } from "../ui/Logo";
import styles from "./ExplorerBar.module.css";

interface ExplorerBarProps {
  /** Who is signed in, where that is known. */
  readonly name: string | null;
  readonly status: SessionState["status"];
}

export function ExplorerBar({ name, status }: ExplorerBarProps) {
  return (
    <header className={styles.bar}>
      <a aria-label={strings.appName} className={styles.home} href="/">
        <Logo />
      </a>
      <h1 className={styles.title}>{strings.explorer.title}</h1>
      <p className={styles.who} role="status">
        {status === "signedIn" && name && strings.explorer.signedInAs(name)}
        {status === "unreachable" && strings.explorer.unreachable}
        {status === "signedOut" && (
          <>
            {/* In a tab of its own: this one hears of the sign-in and keeps what is written in it. */}
            <a href="/sign-in" rel="noopener" target="_blank">
              {strings.explorer.signIn}
            </a>{" "}
            <span className={styles.hint}>{strings.explorer.signInHint}</span>
          </>
        )}
      </p>
    </header>
  );
}
