import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type Files = Record<string, string>;

/** Writes the files into a new folder, hands it to `work` and removes it. */
export async function withTree<T>(files: Files, work: (base: string) => Promise<T>): Promise<T> {
  const base = mkdtempSync(join(tmpdir(), "taskflow-rules-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(base, path)), { recursive: true });
      writeFileSync(join(base, path), text);
    }
    return await work(base);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** A stand-in for an npm package, so that imports of it resolve. */
export const stubPackage = (name: string): Files => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: "index.js" }),
  [`node_modules/${name}/index.js`]: "module.exports = {};",
});
