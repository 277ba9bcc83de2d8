import { useEffect, useState } from "react";
import { strings } from "../lib/strings";
import type { LogStatus } from "../stream/logItem";
import styles from "./ConnectionNotice.module.css";

type Shown = Exclude<LogStatus, "ended">;

const QUIET_MS = 2_000;

/** Says whether the screen is live, and if not, what is being done about it. */
export function ConnectionNotice({ status }: { status: Shown }) {
  const shown = useCalmStatus(status);
  return (
    <p className={styles.notice} data-status={shown} hidden={shown === null} role="status">
      {shown && strings.live[shown]}
    </p>
  );
}

/** A connection that is back at once is not worth a word; null until there is anything to say. */
function useCalmStatus(status: Shown): Shown | null {
  const isLive = status === "live";
  const [wasLive, setWasLive] = useState(isLive);
  const [isAway, setAway] = useState(false);
  if (isLive && !wasLive) setWasLive(true);

  useEffect(() => {
    if (isLive) return undefined;
    const timer = setTimeout(() => setAway(true), QUIET_MS);
    return () => {
      clearTimeout(timer);
      setAway(false);
    };
  }, [isLive]);

  if (isAway) return status;
  return wasLive ? "live" : null;
}
