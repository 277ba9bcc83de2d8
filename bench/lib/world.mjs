import { createHash, createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { writeText } from "./taskRows.mjs";

const require = createRequire(import.meta.url);
const { Cursors } = require("../../api/dist/platform/paging/cursors.js");
const { idBytes } = require("../../api/dist/platform/ids.js");

/** Access tokens live so long: their servers know after this and 15 s more that Redis tells of all ended sessions. */
export const TOKEN_LIFETIME_S = 5;
const RENEWED_AFTER_MS = 2_000;
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What requests are made of: the loaded data, tokens, and cursors as if a page before had been read. */
export class World {
  #cursors;
  #tokens = new Map();

  constructor({ projects, userIds }, secret, { lifetimeS = TOKEN_LIFETIME_S } = {}) {
    this.lifetimeS = lifetimeS;
    this.projects = projects;
    this.userIds = userIds;
    this.secret = secret;
    this.#cursors = new Cursors(secret);
  }

  writeText(random, count) {
    return writeText(random, count);
  }

  /** The cursor of a task in its project's list. */
  cursorOf(project, { id, position }) {
    const identity = ["tasks", ["project", project.id], null, [{ field: "POSITION", direction: "ASC" }], "LIVE"];
    const purpose = `page:${createHash("sha256").update(JSON.stringify(identity)).digest("base64url")}`;
    const place = JSON.stringify([position, { b: idBytes(id).toString("base64url") }]);
    return this.#cursors.seal(purpose, Buffer.from(place));
  }

  /** A valid Authorization header of the user at that place. */
  authorizationOf(index) {
    const known = this.#tokens.get(index);
    if (known && known.until > Date.now()) return known.authorization;
    const { user, session } = this.userIds[index];
    const iat = Math.floor(Date.now() / 1_000);
    const claims = { sub: user, sid: session, iat, exp: iat + this.lifetimeS, aud: "taskflow-api", iss: "taskflow" };
    const unsigned = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
    const signature = createHmac("sha256", this.secret).update(unsigned).digest("base64url");
    const authorization = `Bearer ${unsigned}.${signature}`;
    this.#tokens.set(index, { authorization, until: Date.now() + RENEWED_AFTER_MS });
    return authorization;
  }
}
