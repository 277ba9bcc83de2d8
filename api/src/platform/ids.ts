import { v7 } from "uuid";

/** The three letters before `_` in an id, one for each kind of entity. */
export type IdPrefix = "usr" | "prj" | "mem" | "tsk" | "lbl" | "cmt" | "evt" | "ses" | "tok";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const SUFFIX_LENGTH = 26;
const DAY_MS = 86_400_000;

const digitOf = new Int8Array(128).fill(-1);
for (let digit = 0; digit < ALPHABET.length; digit++) digitOf[ALPHABET.charCodeAt(digit)] = digit;

/** The characters of the id that is being made: prefix, `_`, digits. */
const codes = Array.from({ length: 4 + SUFFIX_LENGTH }, () => "_".charCodeAt(0));
const codeOf = Uint8Array.from(ALPHABET, (digit) => digit.charCodeAt(0));

/**
 * The TypeID (https://github.com/jetify-com/typeid, version 0.3) of 16 UUID bytes.
 * Written out because every row read encodes several: the usual library goes by way of the UUID's text and takes ten
 * times as long, and a text that is put together digit by digit leaves 1 KB to the garbage collector.
 */
export function encodeId(prefix: IdPrefix, bytes: Uint8Array): string {
  for (let i = 0; i < 3; i++) codes[i] = prefix.charCodeAt(i);
  let at = 4;
  let bits = 0;
  // 26 digits hold 130 bits: the first digit has two bits of padding before it.
  let held = 2;
  for (let i = 0; i < 16; i++) {
    bits = (bits << 8) | (bytes[i] as number);
    held += 8;
    while (held >= 5) {
      held -= 5;
      codes[at++] = codeOf[(bits >> held) & 31] as number;
    }
    bits &= (1 << held) - 1;
  }
  return String.fromCharCode.apply(null, codes);
}

/** The 16 bytes of a TypeID, or null when it is malformed or of another kind. */
export function parseId(prefix: IdPrefix, id: string): Buffer | null {
  if (id.length !== prefix.length + 1 + SUFFIX_LENGTH || !id.startsWith(`${prefix}_`)) return null;
  const bytes = Buffer.allocUnsafe(16);
  let bits = 0;
  let held = -2;
  let at = 0;
  for (let i = prefix.length + 1; i < id.length; i++) {
    const code = id.charCodeAt(i);
    const digit = code < 128 ? (digitOf[code] as number) : -1;
    // More than 7 in the first digit would be a 129th bit.
    if (digit < 0 || (at === 0 && held === -2 && digit > 7)) return null;
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

/** The 16 bytes of an id that has been validated before. Throws when it has not. */
export function idBytes(id: string): Buffer {
  const bytes = parseId(id.slice(0, 3) as IdPrefix, id);
  if (!bytes) throw new Error("idBytes was given a malformed id");
  return bytes;
}

/** A new id; ids made later by this process compare greater. */
export function newId(prefix: IdPrefix): string {
  return encodeId(prefix, v7(undefined, new Uint8Array(16)));
}

/** Why a client may not use `id` for a new entity; null when it may. */
export function refuseClientId(prefix: IdPrefix, id: string, now: Date): string | null {
  const bytes = parseId(prefix, id);
  if (!bytes || (bytes[6] as number) >> 4 !== 7 || (bytes[8] as number) >> 6 !== 2) {
    return `must be ${prefix}_ followed by a UUIDv7 in base32.`;
  }
  if (bytes.readUIntBE(0, 6) > now.getTime() + DAY_MS) return "has a time more than a day ahead.";
  return null;
}
