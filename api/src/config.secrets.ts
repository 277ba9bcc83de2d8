import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Env = Record<string, string | undefined>;
const SECRETS = ["JWT_SECRET", "REFRESH_TOKEN_SECRET"] as const;
type Secrets = Record<(typeof SECRETS)[number], string>;
const MIN_SECRET_LENGTH = 32;

/** Settings that are well formed but not safe to run with, all of them at once. */
export function findUnsafe(env: Env): string[] {
  const problems: string[] = [];
  const isProduction = env["NODE_ENV"] === "production";
  for (const name of SECRETS) {
    const weakness = secretWeakness(env[name]);
    if (weakness && (env[name] || isProduction)) problems.push(`${name}: ${weakness}`);
  }
  if (env["JWT_SECRET"] && env["JWT_SECRET"] === env["REFRESH_TOKEN_SECRET"]) {
    problems.push("REFRESH_TOKEN_SECRET: must differ from JWT_SECRET");
  }
  if (!isProduction) return problems;

  const frontend = env["FRONTEND_URL"];
  if (!frontend) problems.push("FRONTEND_URL: is required: the exact origin of the web app");
  else if (frontend.includes("*")) problems.push("FRONTEND_URL: must be one exact origin, without a wildcard");
  else if (!frontend.startsWith("https://"))
    problems.push("FRONTEND_URL: must be https, or sign-in cookies travel in the open");
  if (!env["SMTP_URL"])
    problems.push("SMTP_URL: is required: the server that sends mails, such as smtp://mail.example.com");
  return problems;
}

/** The secrets given; where one is missing, the installation's own. */
export function secretsOf(env: Env, dataDir: string): Secrets {
  const { JWT_SECRET, REFRESH_TOKEN_SECRET } = env;
  if (JWT_SECRET && REFRESH_TOKEN_SECRET) return { JWT_SECRET, REFRESH_TOKEN_SECRET };
  const kept = keptSecrets(dataDir);
  return {
    JWT_SECRET: JWT_SECRET ?? kept.JWT_SECRET,
    REFRESH_TOKEN_SECRET: REFRESH_TOKEN_SECRET ?? kept.REFRESH_TOKEN_SECRET,
  };
}

/** Made on first use, and kept in DATA_DIR for its owner alone. */
function keptSecrets(dataDir: string): Secrets {
  const file = join(dataDir, "secrets.json");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const fresh = () => randomBytes(48).toString("base64url");
    const secrets: Secrets = { JWT_SECRET: fresh(), REFRESH_TOKEN_SECRET: fresh() };
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  }
  return JSON.parse(readFileSync(file, "utf8")) as Secrets;
}

function secretWeakness(secret: string | undefined): string | null {
  if (!secret) return `is required: ${MIN_SECRET_LENGTH} random characters or more (try: openssl rand -base64 48)`;
  if (secret.length < MIN_SECRET_LENGTH) return `is too short: ${MIN_SECRET_LENGTH} characters or more`;
  if (new Set(secret).size < 10 || /change.?me|secret|password|example/i.test(secret)) return "is too easy to guess";
  return null;
}
