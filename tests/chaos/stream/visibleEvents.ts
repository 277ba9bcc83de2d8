import type { Log } from "./record";

const SEE_ALL = ["OWNER", "ADMIN"];

/**
 * The events of a log that a user is to be told, each with the one before it: by the role that they held right after
 * it, by that of their next joining where they held none.
 */
export function visibleEvents(log: Log, userId: string): Map<number, number> {
  const roles = log.events.flatMap(({ seq, rights }) =>
    rights?.userId === userId ? [{ seq, role: rights.role }] : [],
  );
  const roleAfter = (seq: number): string | null => {
    if (userId === log.ownerId) return "OWNER";
    const last = roles.findLast((change) => change.seq <= seq);
    return last?.role ?? roles.find((change) => change.seq > seq && change.role !== null)?.role ?? null;
  };
  const seqs = log.events
    .filter(({ seq, isRestricted }) => !isRestricted || SEE_ALL.includes(roleAfter(seq) ?? ""))
    .map(({ seq }) => seq);
  return new Map(seqs.map((seq, i) => [seq, seqs[i - 1] ?? 0]));
}
