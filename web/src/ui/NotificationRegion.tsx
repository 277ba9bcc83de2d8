import { useEffect, useState, useSyncExternalStore } from "react";
import { strings } from "../lib/strings";
import { AlertIcon, CloseIcon } from "./icons/icons";
import styles from "./NotificationRegion.module.css";
import { type Notification, dismiss, notifications } from "./notifications";

const SHOWN_MS = 8_000;

export function NotificationRegion() {
  const shown = useSyncExternalStore(notifications.subscribe, notifications.current);
  const [isHeld, setHeld] = useState(false);
  useUndoKey();
  return (
    <section
      aria-label={strings.notifications.region}
      className={styles.region}
      onBlur={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      {/* A live region must be there before its content, or nothing is read out. */}
      <div aria-live="polite" aria-relevant="additions text" role="status">
        {shown.map((notification) => (
          <Notice isHeld={isHeld} key={notification.id} notification={notification} />
        ))}
      </div>
    </section>
  );
}

/** Ctrl+Z or ⌘Z does what the latest notice offers, unless there is typing to undo. */
function useUndoKey() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") return;
      const offer = notifications.current().findLast(({ action }) => action);
      if (!offer?.action) return;
      event.preventDefault();
      dismiss(offer.id);
      offer.action.run();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function Notice({ notification, isHeld }: { notification: Notification; isHeld: boolean }) {
  const { id, text, tone, action } = notification;

  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismiss(id), tone === "error" ? SHOWN_MS * 2 : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, isHeld, notification, tone]);

  return (
    <div className={styles.notice} data-tone={tone}>
      {tone === "error" && <AlertIcon className={styles.alert} />}
      <span className={styles.text}>{text}</span>
      {action && (
        <button
          className={styles.action}
          onClick={() => {
            dismiss(id);
            action.run();
          }}
          type="button"
        >
          {action.label}
        </button>
      )}
      <button
        aria-label={strings.notifications.dismiss}
        className={styles.dismiss}
        onClick={() => dismiss(id)}
        type="button"
      >
        <CloseIcon size={14} />
      </button>
    </div>
  );
}
