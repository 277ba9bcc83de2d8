import { v7 } from "uuid";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** Two digits for ten bits: half the steps of a digit at a time. */
const PAIRS = Array.from({ length: 1024 }, (_, bits) => ALPHABET[bits >> 5] + ALPHABET[bits & 31]);
const digitOf = new Map([...ALPHABET].map((digit, value) => [digit.charCodeAt(0), value]));

/** The TypeID of 16 bytes, such as tsk_01h…; the product's ids. */
export function encodeId(prefix, b) {
  // 13 pairs hold 130 bits: the first has two of padding before a byte; then five bytes are four pairs.
  let id = `${prefix}_${PAIRS[b[0]]}`;
  for (let i = 1; i < 16; i += 5) {
    id +=
      PAIRS[(b[i] << 2) | (b[i + 1] >> 6)] +
      PAIRS[((b[i + 1] & 63) << 4) | (b[i + 2] >> 4)] +
      PAIRS[((b[i + 2] & 15) << 6) | (b[i + 3] >> 2)] +
      PAIRS[((b[i + 3] & 3) << 8) | b[i + 4]];
  }
  return id;
}

/** The 16 bytes of an id with this prefix; null when it is none. */
export function parseId(prefix, id) {
  if (typeof id !== "string" || id.length !== prefix.length + 27 || !id.startsWith(`${prefix}_`)) return null;
  const bytes = Buffer.allocUnsafe(16);
  let bits = 0;
  let held = -2;
  let at = 0;
  for (let i = prefix.length + 1; i < id.length; i++) {
    const digit = digitOf.get(id.charCodeAt(i));
    if (digit === undefined || (held === -2 && digit > 7)) return null;
    bits = (bits << 5) | digit;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 255;
      bits &= (1 << held) - 1;
    }
  }
  return bytes;
}

export function newIdBytes() {
  return Buffer.from(v7(undefined, new Uint8Array(16)));
}
