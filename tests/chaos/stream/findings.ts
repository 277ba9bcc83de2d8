export type Fault = "lost" | "twice" | "outOfOrder" | "afterRights" | "wrong";

/** Counts what is found by its kind, and keeps it in words. */
export class Findings {
  readonly counts: Record<Fault, number> = { lost: 0, twice: 0, outOfOrder: 0, afterRights: 0, wrong: 0 };
  readonly breaches: string[] = [];

  add(fault: Fault, text: string): void {
    this.counts[fault] += 1;
    this.breaches.push(`${fault}: ${text}`);
  }
}
