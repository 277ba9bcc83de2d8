import type { ReactNode } from "react";
import { Link } from "react-router";
import buttonStyles from "../../ui/Button.module.css";
import styles from "./AuthCard.module.css";

/** The one way on from a card that has no form. */
export function AuthAction({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Link className={`${buttonStyles.button} ${buttonStyles.primary} ${styles.submit}`} to={to}>
      {children}
    </Link>
  );
}
