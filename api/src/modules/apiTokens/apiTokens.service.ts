import type { TokenSecrets } from "../../platform/auth/authenticate";
import type { Limiter } from "../../platform/auth/limiter";
import type { TokenViewer, Viewer } from "../../platform/auth/viewer";
import type { Clock } from "../../platform/clock";
import type { Database, Reader, Tx } from "../../platform/db/database";
import { badArgument, badInput, notFound, unauthenticated } from "../../platform/errors";
import { newId } from "../../platform/ids";
import type { SessionsContract } from "../auth/auth.contract";
import { ApiToken, ApiTokenScope } from "./apiToken.entity";
import type { ApiTokenEventType } from "./apiTokens.events";
import type { CreateApiTokenInput } from "./apiTokens.inputs";
import { findLiveTokens, findToken, findTokenByHash } from "./apiTokens.repository";
import type { TokenUse } from "./tokenUse";
import { hashSecret, newSecret } from "./tokenSecrets";

const MAX_TOKENS = 50;
const SCOPES = Object.values(ApiTokenScope);

/** A user's personal access tokens: making and ending them, and who asks with one. */
export class ApiTokensService implements TokenSecrets {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sessions: SessionsContract,
    private readonly use: TokenUse,
    private readonly limiter: Limiter,
  ) {}

  /** @throws AppError RATE_LIMITED; BAD_USER_INPUT, rule limit, when there are 50 already */
  async createApiToken(viewer: Viewer, input: CreateApiTokenInput): Promise<{ apiToken: ApiToken; secret: string }> {
    const { name, scopes, expiresAt = null } = input;
    if (expiresAt && expiresAt <= this.clock()) throw badInput("expiresAt", "must be in the future.", "future");
    await this.limiter.take(viewer.userId);
    const secret = newSecret();
    const apiToken: ApiToken = Object.assign(new ApiToken(), {
      id: newId("tok"),
      userId: viewer.userId,
      name,
      secretHash: hashSecret(secret),
      hint: secret.slice(-4),
      scopes: SCOPES.filter((scope) => scopes.includes(scope)),
      expiresAt,
      lastUsedAt: null,
      createdAt: this.clock(),
      revokedAt: null,
    });
    await this.db.transact(viewer, { users: [viewer.userId] }, async (tx) => {
      // A request that the end of its session overtook must leave nothing behind to come back with.
      if (!(await this.sessions.isLiveIn(tx, viewer))) throw unauthenticated("The session has ended.", "SESSION_ENDED");
      if ((await findLiveTokens(tx, viewer.userId, this.clock())).length >= MAX_TOKENS)
        throw badArgument("input", `There are ${MAX_TOKENS} tokens already; end one first.`, "limit");
      await tx.insert(ApiToken, [apiToken]);
      emit(tx, "API_TOKEN_CREATED", apiToken);
    });
    return { apiToken, secret };
  }

  async revokeApiToken(viewer: Viewer, id: string): Promise<ApiToken> {
    return this.db.transact(viewer, { users: [viewer.userId] }, async (tx) => {
      const token = await findToken(tx, id);
      if (token?.userId !== viewer.userId) throw notFound("The personal access token");
      await this.end(tx, token);
      return token;
    });
  }

  /** Ends all tokens of a user, within a transaction that holds the user's stream. */
  async endAll(tx: Tx, userId: string): Promise<void> {
    for (const token of await findLiveTokens(tx, userId, this.clock())) await this.end(tx, token);
  }

  /** Living ones, newest first. */
  async list(userId: string): Promise<ApiToken[]> {
    return findLiveTokens(this.db.readLatest(), userId, this.clock());
  }

  /** One of the viewer's own living tokens; none for a personal access token. */
  async find(viewer: Viewer, id: string): Promise<ApiToken | null> {
    if (viewer.sessionId === null) return null;
    const token = await findToken(this.db.read(viewer), id);
    return token?.userId === viewer.userId && this.whyEnded(token) === null ? token : null;
  }

  async verify(secret: string): Promise<TokenViewer> {
    const secretHash = hashSecret(secret);
    const token = secretHash && (await findTokenByHash(this.db.readLatest(), secretHash));
    if (!token) throw unauthenticated("The personal access token is not valid.", "TOKEN_INVALID");
    const reason = this.whyEnded(token);
    if (reason === "TOKEN_EXPIRED") throw unauthenticated("The personal access token has expired.", reason);
    if (reason) throw unauthenticated("The personal access token was revoked.", reason);
    this.use.note(token);
    return {
      userId: token.userId,
      sessionId: null,
      tokenId: token.id,
      scopes: token.scopes,
      expiresAt: token.expiresAt,
    };
  }

  async isLiveIn(reader: Reader, viewer: TokenViewer): Promise<boolean> {
    const token = await findToken(reader, viewer.tokenId);
    return token !== null && this.whyEnded(token) === null;
  }

  private whyEnded({ revokedAt, expiresAt }: ApiToken): "SESSION_ENDED" | "TOKEN_EXPIRED" | null {
    if (revokedAt) return "SESSION_ENDED";
    return expiresAt && expiresAt <= this.clock() ? "TOKEN_EXPIRED" : null;
  }

  /** Sockets hear of it by the event. */
  private async end(tx: Tx, token: ApiToken): Promise<void> {
    if (token.revokedAt) return;
    token.revokedAt = this.clock();
    await tx.update(ApiToken, token.id, { revokedAt: token.revokedAt });
    emit(tx, "API_TOKEN_REVOKED", token);
  }
}

function emit(tx: Tx, type: ApiTokenEventType, token: ApiToken): void {
  tx.emit({
    streamId: token.userId,
    type,
    subjectId: token.id,
    subjectVersion: type === "API_TOKEN_CREATED" ? 1 : 2,
    actorId: token.userId,
    changes: [],
  });
}
