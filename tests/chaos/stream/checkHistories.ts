import { checkPart } from "./checkPart";
import { Findings } from "./findings";
import type { Absence, History, Log, Write } from "./record";
import { visibleEvents } from "./visibleEvents";

/** What a run left behind. */
export interface Run {
  logs: readonly Log[];
  writes: readonly Write[];
  histories: readonly History[];
  absences: readonly Absence[];
  /** The process that replays only so far back, and how far. */
  forgetful: { api: number; retentionMs: number };
}

/** Clocks of the processes are one; what they round is not. */
const ROUNDING_MS = 50;

/** Holds what each subscriber was told against the logs, less what they were not to be told. */
export function checkHistories({ logs, writes, histories, absences, forgetful }: Run): Findings {
  const findings = new Findings();
  for (const log of logs) {
    const written = writes.filter(({ projectId }) => projectId === log.projectId);
    for (const history of histories.filter(({ projectId }) => projectId === log.projectId)) {
      const away = absences.filter(({ userId, projectId }) => userId === history.userId && projectId === log.projectId);
      const isMember = away.every((absence) => absence.return);
      const visible = visibleEvents(log, history.userId);
      for (const [i, part] of history.parts.entries()) {
        const isLast = i === history.parts.length - 1;
        const name = `${history.name}, part ${i + 1}`;
        checkPart({ name, part, log, visible, written, away, isWhole: isLast && isMember }, findings);
        const { reset } = part;
        if (!reset) continue;
        const last = log.events.find(({ seq }) => seq === reset.standing);
        const isOld = !last || reset.at - last.occurredAt > forgetful.retentionMs - ROUNDING_MS;
        if (reset.reason !== "CURSOR_EXPIRED" || reset.api !== forgetful.api || !isOld)
          findings.add("wrong", `${name} begins with a reset without need: ${JSON.stringify(reset)}`);
      }
      checkConnections(history, away, findings);
    }
  }
  return findings;
}

/** Whoever is no member gets in nowhere, and whoever is one is not told that there is no such project. */
function checkConnections({ name, connections }: History, away: readonly Absence[], findings: Findings): void {
  for (const { sentAt, firstItemAt, refusedAt } of connections) {
    for (const { removal, return: back } of away) {
      if (sentAt > (removal.acknowledged?.at ?? Infinity) && firstItemAt < (back?.sentAt ?? Infinity))
        findings.add("afterRights", `${name} got in while they were no member, at ${sentAt}`);
    }
    const mayBeRefused = away.some(
      ({ removal, return: back }) =>
        removal.sentAt < (refusedAt ?? 0) && sentAt < (back ? (back.acknowledged?.at ?? Infinity) : Infinity),
    );
    if (refusedAt !== null && !mayBeRefused) findings.add("wrong", `${name} was refused at ${refusedAt}`);
  }
}
