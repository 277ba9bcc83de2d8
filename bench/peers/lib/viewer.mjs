import { createSecretKey } from "node:crypto";
import jwt from "jsonwebtoken";
import { parseId } from "./ids.mjs";
import { settings } from "./settings.mjs";

// As the product does: a string instead of the key object costs several times as much.
const key = createSecretKey(Buffer.from(settings.secret, "utf8"));
const HEADER = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");
const TOLERANCE_S = 5;

/** An answer that is no success. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * The viewer of an Authorization header, by the same checks as the product's platform/auth. Whether the session lives
 * is still to be asked of the database.
 */
export function viewerOf(authorization) {
  try {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? "");
    if (!token.startsWith(`${HEADER}.`)) throw new Error("another header");
    const now = Math.floor(Date.now() / 1000);
    const { sub, sid, aud, exp, iat } = jwt.verify(token, key, {
      algorithms: ["HS256"],
      issuer: "taskflow",
      audience: "taskflow-api",
      maxAge: settings.lifetimeS,
      clockTimestamp: now,
      clockTolerance: TOLERANCE_S,
    });
    const userBytes = parseId("usr", sub);
    const sessionBytes = parseId("ses", sid);
    const isWhole = typeof aud === "string" && Number.isSafeInteger(exp) && Number.isSafeInteger(iat);
    if (!userBytes || !sessionBytes || !isWhole || iat > now + TOLERANCE_S) throw new Error("malformed");
    return { userId: sub, userBytes, sessionBytes };
  } catch {
    throw new Refusal(401, "The access token is not valid.");
  }
}

/** Whether a session, as it is in its table, is this viewer's and has neither ended nor run out. */
export function lives(session, viewer) {
  return (
    session != null &&
    viewer.userBytes.equals(session.user_id) &&
    session.ended_at === null &&
    Number(session.expires_at) > Date.now()
  );
}
