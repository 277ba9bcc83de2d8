import { useEffect, useState } from "react";
import { useConnectionStatus } from "../apollo/ConnectionContext";
import { strings } from "../lib/strings";
import styles from "./ConnectionNotice.module.css";

const QUIET_MS = 2_000;

/** Says when the screen is not live; a connection that is back at once is not worth a word. */
export function ConnectionNotice() {
  const isLost = useConnectionStatus() === "reconnecting";
  const [isShown, setShown] = useState(false);

  useEffect(() => {
    if (!isLost) return undefined;
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [isLost]);

  return (
    <p className={styles.notice} data-shown={isShown || undefined} role="status">
      {isShown && strings.live.reconnecting}
    </p>
  );
}
