import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Path of a Chromium that runs here: CHROMIUM_PATH, else one on PATH, else the one from npm. */
export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is no executable file`);
  }
  return findOnPath() ?? (await unpackFromNpm());
}

function findOnPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

async function unpackFromNpm(): Promise<string> {
  const advice =
    "No Chromium for the browser tests: install one (apt-get install chromium) or name one in CHROMIUM_PATH";
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error(advice);
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    return await packaged.executablePath();
  } catch (error) {
    throw new Error(`${advice}. The one from npm did not unpack.`, { cause: error });
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
