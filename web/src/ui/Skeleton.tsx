import styles from "./Skeleton.module.css";

interface SkeletonProps {
  /** Read out in place of the grey bars. */
  readonly label: string;
  readonly rows: number;
  readonly className?: string | undefined;
}

export function Skeleton({ label, rows, className }: SkeletonProps) {
  return (
    <div className={[styles.skeleton, className].filter(Boolean).join(" ")} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div aria-hidden="true" className={styles.row} key={row}>
          <span className={styles.dot} />
          <span className={styles.bar} />
        </div>
      ))}
    </div>
  );
}
