import type { ReactNode } from "react";
import { strings } from "../../lib/strings";
import { Logo } from "../../ui/Logo";
import styles from "./AuthCard.module.css";

interface AuthCardProps {
  readonly title: string;
  readonly lead: string;
  readonly children?: ReactNode;
  /** Paragraphs below; nothing where there is no other way to go. */
  readonly footer?: ReactNode;
}

export function AuthCard({ title, lead, children, footer }: AuthCardProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <Logo />
          {strings.appName}
        </p>
        <div aria-live="polite">
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
        </div>
        {children}
        {footer && <div className={styles.footer}>{footer}</div>}
      </div>
    </main>
  );
}
