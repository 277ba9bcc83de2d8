import { run } from "../lib/run.mjs";

/** Whether the program starts at all: a cached one may miss a library that has been updated since. */
export async function runsWell(path, env) {
  return (await versionOf(path, env)) !== undefined;
}

/** What the program says its version is, or undefined when it does not run. */
export async function versionOf(path, env) {
  try {
    const { code, stdout } = await run(path, ["--version"], { env: { ...process.env, ...env }, timeoutMs: 10_000 });
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}
