import { createHash, createHmac, randomBytes } from "node:crypto";

/**
 * Makes the tokens of a session's family. A child is derived from its parent,
 * so that two tabs that refresh at once arrive at the same one, and the server
 * can find the newest from any, while it keeps only hashes.
 */
export class RefreshTokens {
  constructor(private readonly secret: string) {}

  first(): string {
    return randomBytes(32).toString("base64url");
  }

  child(parent: string): string {
    return createHmac("sha256", this.secret).update(parent).digest("base64url");
  }

  hash(token: string): Buffer {
    return createHash("sha256").update(token).digest();
  }
}
