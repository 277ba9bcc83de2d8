import type { ReactNode } from "react";
import { strings } from "../../lib/strings";
import { Logo } from "../../ui/Logo";
import styles from "./AuthCard.module.css";

interface AuthCardProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
  readonly footer: ReactNode;
}

export function AuthCard({ title, lead, children, footer }: AuthCardProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <Logo />
          {strings.appName}
        </p>
        <div>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
        </div>
        {children}
        <p className={styles.footer}>{footer}</p>
      </div>
    </main>
  );
}
