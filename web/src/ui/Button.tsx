import type { ComponentProps } from "react";
import styles from "./Button.module.css";

interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: "primary" | "plain" | "quiet";
}

/** The browser's button: it needs nothing that a library would add. */
export function Button({ look = "plain", className, type = "button", ...props }: ButtonProps) {
  return (
    <button className={[styles.button, styles[look], className].filter(Boolean).join(" ")} type={type} {...props} />
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** The name; also shown as a tooltip. */
  readonly label: string;
}

export function IconButton({ label, className, type = "button", ...props }: IconButtonProps) {
  return (
    <button
      aria-label={label}
      className={[styles.icon, className].filter(Boolean).join(" ")}
      title={label}
      type={type}
      {...props}
    />
  );
}
