import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./tasks";

/** The link to that page in the newest mail to an address that has one other than `before`. */
export async function mailedLink(
  { dataDir }: { dataDir: string },
  email: string,
  page: "verify-email" | "reset-password",
  before = "",
): Promise<string> {
  const folder = join(dataDir, "mail");
  const newest = async () => {
    const mails = existsSync(folder) ? readdirSync(folder).toSorted() : [];
    const texts = mails.map((name) => readFileSync(join(folder, name), "utf8"));
    const links = texts
      .filter((text) => text.startsWith(`To: ${email}\n`))
      .flatMap((text) => text.match(new RegExp(`^https?://.*/${page}\\?token=.*$`, "m")) ?? []);
    return links.at(-1) ?? "";
  };
  return until(newest, (link) => link !== "" && link !== before);
}
