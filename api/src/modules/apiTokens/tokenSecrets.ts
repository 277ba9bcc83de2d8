import { createHash, randomBytes } from "node:crypto";
import { TOKEN_PREFIX } from "../../platform/auth/authenticate";

const SECRET = new RegExp(`^${TOKEN_PREFIX}[\\w-]{43}$`);

/** A new secret: 32 random bytes, which need no slow hash. */
export function newSecret(): string {
  return `${TOKEN_PREFIX}${randomBytes(32).toString("base64url")}`;
}

/** What is kept of a secret; null for text that cannot be one. */
export function hashSecret(secret: string): Buffer | null {
  return SECRET.test(secret) ? createHash("sha256").update(secret).digest() : null;
}
