import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "../secrets";

const VERSION = 1;
const MAC_BYTES = 16;

/**
 * Seals and opens cursors: base64url of a version byte, the payload and an
 * HMAC-SHA256 cut to 16 bytes. The purpose (which list, which filter) is in the
 * HMAC only, so a cursor opens nowhere but where it was made.
 */
export class Cursors {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = deriveKey(secret, "cursors");
  }

  seal(purpose: string, payload: Buffer): string {
    const body = Buffer.concat([Buffer.of(VERSION), payload]);
    return Buffer.concat([body, this.mac(purpose, body)]).toString("base64url");
  }

  /** The payload, or null when the cursor is made up, damaged or of another purpose. */
  open(purpose: string, cursor: string): Buffer | null {
    const sealed = Buffer.from(cursor, "base64url");
    if (sealed.length <= MAC_BYTES || sealed[0] !== VERSION || sealed.toString("base64url") !== cursor) return null;
    const body = sealed.subarray(0, -MAC_BYTES);
    const mac = sealed.subarray(-MAC_BYTES);
    return timingSafeEqual(mac, this.mac(purpose, body)) ? body.subarray(1) : null;
  }

  private mac(purpose: string, body: Buffer): Buffer {
    const hmac = createHmac("sha256", this.key).update(`${purpose.length}:${purpose}`).update(body);
    return hmac.digest().subarray(0, MAC_BYTES);
  }
}
