import "./nodeVersion.mjs";
import { buildChanged } from "./build.mjs";
import { installMissing } from "./install.mjs";
import { withLock } from "./lock.mjs";

/** Installs what is missing and builds the named parts ('api', 'web') where their sources changed. */
export async function prepareOrThrow(parts, log = console.error) {
  await withLock(log, async () => {
    await installMissing(log);
    await buildChanged(parts, log);
  });
}

/** The same; ends the process when it fails. */
export async function prepare(parts) {
  try {
    await prepareOrThrow(parts);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
