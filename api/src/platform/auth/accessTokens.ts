import { createSecretKey, type KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { LRUCache } from "lru-cache";
import type { Clock } from "../clock";
import { unauthenticated } from "../errors";
import { parseId } from "../ids";
import type { SessionViewer } from "./viewer";

const ALGORITHM = "HS256";
const ISSUER = "taskflow";
const AUDIENCE = "taskflow-api";
/**
 * The one header that a token of ours has. Compared as text before anything of a token is believed: there is no
 * algorithm to choose, no key to name (kid, jwk, jku, x5u) and no extension (crit) to know.
 */
const HEADER = Buffer.from(JSON.stringify({ alg: ALGORITHM, typ: "JWT" })).toString("base64url");
/** Clocks of two nodes may differ by this many seconds. */
const CLOCK_TOLERANCE_S = 5;

/** How many tokens are known to be good; each takes less than 1 KB. */
const MAX_VERIFIED = 10_000;

/** What of a token stays as it is, whatever the time; in seconds. */
interface Claims {
  userId: string;
  sessionId: string;
  exp: number;
  iat: number;
  nbf: number;
}

/** Signs and checks access tokens: JWTs that name a user and a session and live for minutes. */
export class AccessTokens {
  // jsonwebtoken takes 500 µs to verify with a string and a fraction of it with a KeyObject.
  private readonly key: KeyObject;
  /**
   * By their whole text, tokens whose signature and claims were found good, which takes 30 µs and comes out the same
   * each time. What depends on the time is looked at again for each request.
   */
  private readonly verified = new LRUCache<string, Claims>({ max: MAX_VERIFIED });

  constructor(
    secret: string,
    private readonly lifetimeS: number,
    private readonly clock: Clock,
  ) {
    this.key = createSecretKey(Buffer.from(secret, "utf8"));
  }

  sign(userId: string, sessionId: string): { accessToken: string; expiresAt: Date } {
    const iat = Math.floor(this.clock().getTime() / 1000);
    const exp = iat + this.lifetimeS;
    const accessToken = jwt.sign({ sub: userId, sid: sessionId, iat, exp }, this.key, {
      algorithm: ALGORITHM,
      issuer: ISSUER,
      audience: AUDIENCE,
    });
    return { accessToken, expiresAt: new Date(exp * 1000) };
  }

  /** @throws AppError UNAUTHENTICATED, reason TOKEN_EXPIRED or TOKEN_INVALID */
  verify(token: string): SessionViewer {
    try {
      const now = Math.floor(this.clock().getTime() / 1000);
      const claims = this.verified.get(token) ?? this.verifySigned(token, now);
      // A token from before the lifetime was shortened ends with the new one.
      const endsAt = Math.min(claims.exp, claims.iat + this.lifetimeS);
      if (now >= endsAt + CLOCK_TOLERANCE_S) throw new jwt.TokenExpiredError("too old", new Date(endsAt * 1000));
      // jsonwebtoken accepts one issued in the future.
      if (Math.max(claims.iat, claims.nbf) > now + CLOCK_TOLERANCE_S) throw new Error("not good yet");
      // An object of its own for each request: see ViewerReads.
      return { userId: claims.userId, sessionId: claims.sessionId, expiresAt: new Date(endsAt * 1000) };
    } catch (error) {
      this.verified.delete(token);
      throw error instanceof jwt.TokenExpiredError
        ? unauthenticated("The access token has expired.", "TOKEN_EXPIRED")
        : unauthenticated("The access token is not valid.", "TOKEN_INVALID");
    }
  }

  private verifySigned(token: string, now: number): Claims {
    if (!token.startsWith(`${HEADER}.`)) throw new Error("another header");
    const claims = jwt.verify(token, this.key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      maxAge: this.lifetimeS,
      clockTimestamp: now,
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    if (typeof claims === "string") throw new Error("no claims");
    const { sub, aud, exp, iat, nbf, sid } = claims as Record<string, unknown>;
    if (typeof sub !== "string" || !parseId("usr", sub)) throw new Error("no subject");
    if (typeof sid !== "string" || !parseId("ses", sid)) throw new Error("no session");
    // jsonwebtoken accepts several audiences, and a token without exp.
    if (typeof aud !== "string") throw new Error("other audiences");
    if (!isSeconds(exp)) throw new Error("no expiry");
    if (!isSeconds(iat)) throw new Error("not issued");
    const verified = { userId: sub, sessionId: sid, exp, iat, nbf: typeof nbf === "number" ? nbf : iat };
    this.verified.set(token, verified);
    return verified;
  }
}

function isSeconds(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
