import { Icon } from "./Icon";
import styles from "./PriorityIcon.module.css";

const BARS: Record<string, number> = { LOW: 1, MEDIUM: 2, HIGH: 3 };

export function PriorityIcon({ priority }: { priority: string }) {
  if (priority === "URGENT") {
    return (
      <Icon className={styles.urgent}>
        <rect fill="currentColor" height="11" rx="2.5" width="11" x="2.5" y="2.5" />
        <path className={styles.mark} d="M8 5.2v3.2M8 10.7v.1" />
      </Icon>
    );
  }
  const bars = BARS[priority];
  if (!bars) {
    return (
      <Icon className={styles.none}>
        <path d="M3 8h2M7 8h2M11 8h2" />
      </Icon>
    );
  }
  return (
    <Icon className={styles.bars}>
      {[1, 2, 3].map((bar) => (
        <rect
          className={bar <= bars ? styles.full : styles.empty}
          height={2 + bar * 3}
          key={bar}
          rx="1"
          width="2.6"
          x={bar * 4 - 1.4}
          y={11.5 - bar * 3}
        />
      ))}
    </Icon>
  );
}
