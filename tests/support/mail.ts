import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 15_000;

/** The link to that page in the newest mail in a folder to an address that has one other than `before`. */
export async function mailedLink(
  folder: string,
  email: string,
  page: "verify-email" | "reset-password",
  before = "",
): Promise<string> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(20)) {
    const link = newestLink(folder, email, page);
    if (link !== "" && link !== before) return link;
    if (Date.now() > deadline) throw new Error(`No mail with a link to ${page} came to ${email}`);
  }
}

function newestLink(folder: string, email: string, page: string): string {
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const links = names
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
    .filter((text) => text.startsWith(`To: ${email}\n`))
    .flatMap((text) => text.match(new RegExp(`^https?://.*/${page}\\?token=.*$`, "m")) ?? []);
  return links.at(-1) ?? "";
}
