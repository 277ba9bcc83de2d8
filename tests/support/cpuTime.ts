import { readdirSync, readFileSync } from "node:fs";

/** CPU time that a process has used, in ms, all of its threads; null where the system does not tell (Linux does). */
export function cpuMsOf(pid: number): number | null {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const ns = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
    );
    return ns.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return null;
  }
}
