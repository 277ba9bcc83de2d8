import type { ReactNode } from "react";
import styles from "./Message.module.css";

interface MessageProps {
  readonly title: string;
  readonly text: string;
  readonly icon?: ReactNode;
  readonly isAlert?: boolean;
  /** Fills the window instead of its place in the page. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** What stands where content would: empty, failed, not found. */
export function Message({ title, text, icon, isAlert, isPage, children }: MessageProps) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div className={isPage ? styles.page : styles.message} role={isAlert ? "alert" : undefined}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <Title className={styles.title}>{title}</Title>
      <p className={styles.text}>{text}</p>
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
