import { cpuMsOf } from "../../support/cpuTime";
import type { Attacker } from "../../support/hostile/hostileRow";
import { hostileRows, tryRow } from "../../support/hostile/hostileRows";
import type { ApiProcess } from "../../support/startApi";

/** Each row this often: the least of its times is what the request costs, the rest is what the machine was busy with. */
const TIMES = 3;

export interface RowCost {
  name: string;
  /** CPU time of the server; null where the system does not tell. */
  cpuMs: number | null;
  /** What was wrong with the answers. */
  problems: string[];
}

/** Sends one row after another, and reads how much CPU time the server spent on each. */
export async function measureRows({ url, pid }: ApiProcess, attacker: Attacker): Promise<RowCost[]> {
  const costs: RowCost[] = [];
  for (const row of hostileRows) {
    const times: number[] = [];
    const problems: string[] = [];
    for (let i = 0; i < TIMES; i++) {
      const before = cpuMsOf(pid);
      const problem = await tryRow(url, attacker, row);
      const after = cpuMsOf(pid);
      if (problem) problems.push(`${row.name}: ${problem}`);
      if (before !== null && after !== null) times.push(after - before);
    }
    costs.push({ name: row.name, cpuMs: times.length > 0 ? Math.min(...times) : null, problems });
  }
  return costs;
}
