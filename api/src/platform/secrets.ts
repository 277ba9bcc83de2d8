import { hkdfSync } from "node:crypto";

/** A key of 32 bytes for one purpose, derived (HKDF-SHA256, RFC 5869) so that no two purposes share a key. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "taskflow", purpose, 32));
}
