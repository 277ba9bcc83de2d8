import type { ComponentProps } from "react";
import styles from "./Checkbox.module.css";

/** A round checkbox, with the browser's own behaviour. */
export function Checkbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <span className={styles.box}>
      <input className={styles.input} type="checkbox" {...props} />
      <svg aria-hidden="true" className={styles.mark} fill="none" viewBox="0 0 16 16">
        <path
          d="m4.5 8.3 2.4 2.4 4.6-5.2"
          stroke="currentColor"
          strokeLinecap="round"
          strokeLinejoin="round"
          strokeWidth="1.8"
        />
      </svg>
    </span>
  );
}
