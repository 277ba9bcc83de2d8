import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { Refusal } from "./viewer.mjs";
import { settings } from "./settings.mjs";

const key = Buffer.from(hkdfSync("sha256", settings.secret, "taskflow", "cursors", 32));
const MAC_BYTES = 16;
const POSITION_ORDER = [{ field: "POSITION", direction: "ASC" }];

/** What a cursor of a project's tasks is good for: this project and filter. */
export const ofProject = (id, filter = null) => purpose(["tasks", ["project", id], filter, POSITION_ORDER, "LIVE"]);

/** What a cursor of a search is good for. */
export const ofSearch = (userId, words) => purpose(["search", userId, words, null]);

/** A cursor as the product makes it: the last row's sort values (ids as bytes) and an HMAC. */
export function seal(of, place) {
  const plain = place.map((value) => (value instanceof Uint8Array ? { b: value.toString("base64url") } : value));
  const body = Buffer.from(`\u0001${JSON.stringify(plain)}`);
  return Buffer.concat([body, mac(of, body)]).toString("base64url");
}

/** The sort values in a cursor; null for none. */
export function open(of, cursor) {
  if (cursor == null) return null;
  const sealed = Buffer.from(cursor, "base64url");
  const body = sealed.subarray(0, -MAC_BYTES);
  if (body.length < 2 || !timingSafeEqual(sealed.subarray(-MAC_BYTES), mac(of, body)))
    throw new Refusal(400, "after is not a cursor of this list.");
  return JSON.parse(body.toString("utf8", 1)).map((value) =>
    typeof value === "object" ? Buffer.from(value.b, "base64url") : value,
  );
}

function purpose(identity) {
  return `page:${createHash("sha256").update(JSON.stringify(identity)).digest("base64url")}`;
}

function mac(of, body) {
  return createHmac("sha256", key).update(`${of.length}:${of}`).update(body).digest().subarray(0, MAC_BYTES);
}
