import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const root = join(__dirname, "../../..");

export interface Outcome {
  code: number | null;
  lines: string[];
}

/** Runs one of scripts/ to its end; `lines` is what it printed. */
export function runScript(name: string, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts", name), ...args], {
    encoding: "utf8",
  });
  return { code: status, lines: `${stdout}${stderr}`.split("\n").filter(Boolean) };
}
