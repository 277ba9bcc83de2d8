import { Icon } from "./Icon";
import styles from "./StatusIcon.module.css";

const CIRCLE = 2 * Math.PI * 2.5;

/** A circle that fills as the work goes on. */
export function StatusIcon({ status }: { status: string }) {
  switch (status) {
    case "BACKLOG":
      return (
        <Icon className={styles.backlog}>
          <circle cx="8" cy="8" r="5.75" strokeDasharray="2 2" />
        </Icon>
      );
    case "IN_PROGRESS":
      return <Filling className={styles.progress} part={0.5} />;
    case "IN_REVIEW":
      return <Filling className={styles.review} part={0.75} />;
    case "DONE":
      return (
        <Icon className={styles.done}>
          <circle cx="8" cy="8" fill="currentColor" r="5.75" />
          <path className={styles.mark} d="m5.5 8.2 1.8 1.8 3.3-3.8" />
        </Icon>
      );
    case "CANCELED":
      return (
        <Icon className={styles.canceled}>
          <circle cx="8" cy="8" fill="currentColor" r="5.75" />
          <path className={styles.mark} d="m6 6 4 4M10 6l-4 4" />
        </Icon>
      );
    default:
      return (
        <Icon className={styles.todo}>
          <circle cx="8" cy="8" r="5.75" />
        </Icon>
      );
  }
}

function Filling({ className, part }: { className: string | undefined; part: number }) {
  return (
    <Icon className={className}>
      <circle cx="8" cy="8" r="5.75" />
      <circle
        cx="8"
        cy="8"
        r="2.5"
        strokeDasharray={`${CIRCLE * part} ${CIRCLE}`}
        strokeLinecap="butt"
        strokeWidth="3"
        transform="rotate(-90 8 8)"
      />
    </Icon>
  );
}
