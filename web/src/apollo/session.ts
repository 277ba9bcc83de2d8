import { backoffMs } from "../lib/backoff";

export interface Credentials {
  readonly accessToken: string;
  /** ISO instant. */
  readonly expiresAt: string;
}

export type SessionState =
  | { readonly status: "unknown" }
  | { readonly status: "unreachable" }
  /** `ended` by the server, or by the person's own `wish`; null when there was no session to begin with. */
  | { readonly status: "signedOut"; readonly reason: "ended" | "wish" | null }
  /** `epoch` grows with each sign-in: what was cached for one epoch never shows in another. */
  | { readonly status: "signedIn"; readonly epoch: number };

type SignedOutReason = Extract<SessionState, { status: "signedOut" }>["reason"];

type Message = { readonly type: "signedIn" } | { readonly type: "signedOut"; readonly reason: SignedOutReason };

const RENEW_BEFORE_MS = 60_000;
const RENEW_AT_MOST_EVERY_MS = 30_000;
/** A used refresh token is good for 10 s more: when an answer is lost, there must be time to ask again. */
const RENEW_TIMEOUT_MS = 4_000;
const SIGN_OUT_TIMEOUT_MS = 20_000;
/** A longer one would run at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface SessionOptions {
  /** Origin of the API; empty for the page's own. */
  readonly apiOrigin: string;
  readonly fetch?: typeof fetch;
  /** Joins the tabs of this browser. */
  readonly channel?: BroadcastChannel;
}

/**
 * Who is signed in. The access token lives in this object only; the refresh token is an
 * HTTP-only cookie that no script can read.
 */
export class Session {
  #state: SessionState = { status: "unknown" };
  #token: string | null = null;
  #expiresAt = 0;
  #receivedAt = 0;
  #renewal: Promise<string | null> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #epoch = 0;
  /** Grows when a session starts or ends: an answer about an older one is not listened to. */
  #generation = 0;
  readonly #listeners = new Set<() => void>();
  readonly #tokenListeners = new Set<(token: string) => void>();
  readonly #channel: BroadcastChannel;
  readonly apiOrigin: string;
  readonly #fetch: typeof fetch;

  constructor(options: SessionOptions) {
    this.apiOrigin = options.apiOrigin;
    this.#fetch = options.fetch ?? ((...args) => fetch(...args));
    this.#channel = options.channel ?? new BroadcastChannel("taskflow-session");
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#onOtherTab(data);
  }

  get state(): SessionState {
    return this.#state;
  }

  get token(): string | null {
    return this.#token;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls `listener` with each new token of the running session. */
  onToken(listener: (token: string) => void): () => void {
    this.#tokenListeners.add(listener);
    return () => this.#tokenListeners.delete(listener);
  }

  /** Finds out whether the cookie still carries a session. */
  async restore(): Promise<void> {
    this.#set({ status: "unknown" });
    try {
      await this.renew();
    } catch {
      this.#set({ status: "unreachable" });
    }
  }

  start(credentials: Credentials): void {
    this.#generation += 1;
    this.#accept(credentials);
    this.#send({ type: "signedIn" });
  }

  /**
   * A new access token, or null when the session is over. One request at a time: everyone who
   * asks meanwhile gets the same answer. Rejects when the server cannot be reached.
   */
  renew(): Promise<string | null> {
    this.#renewal ??= this.#requestToken().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  /** The current token, renewed first when it is about to expire. */
  async validToken(): Promise<string | null> {
    const now = Date.now();
    // By a clock that runs fast every token is expired; a recent one is for the server to judge.
    const isRecent = now - this.#receivedAt < RENEW_AT_MOST_EVERY_MS;
    return this.#token && (isRecent || this.#expiresAt - now > 5_000) ? this.#token : this.renew();
  }

  /** Ends the session on the server first; rejects, still signed in, when that fails. */
  async signOut(): Promise<void> {
    const response = await this.#post("/api/auth/logout", SIGN_OUT_TIMEOUT_MS);
    if (!response.ok) throw new Error(`Sign-out answered ${response.status}`);
    this.end("wish");
  }

  /** The server has ended the session already. */
  end(reason: SignedOutReason): void {
    const wasSignedIn = this.#token !== null;
    this.#forget(reason);
    if (wasSignedIn) this.#send({ type: "signedOut", reason });
  }

  async #requestToken(): Promise<string | null> {
    const generation = this.#generation;
    const response = await this.#post("/api/auth/refresh", RENEW_TIMEOUT_MS);
    if (generation !== this.#generation) return this.#token;
    if (response.status === 401) {
      this.end(this.#token === null ? null : "ended");
      return null;
    }
    if (!response.ok) throw new Error(`Refresh answered ${response.status}`);
    const credentials = (await response.json()) as Credentials;
    if (generation !== this.#generation) return this.#token;
    this.#accept(credentials);
    return credentials.accessToken;
  }

  #post(path: string, timeoutMs: number): Promise<Response> {
    return this.#fetch(`${this.apiOrigin}${path}`, {
      method: "POST",
      credentials: "include",
      headers: { "X-TaskFlow": "1" },
      signal: AbortSignal.timeout(timeoutMs),
    });
  }

  #accept({ accessToken, expiresAt }: Credentials): void {
    this.#token = accessToken;
    this.#expiresAt = new Date(expiresAt).getTime();
    this.#receivedAt = Date.now();
    this.#failures = 0;
    // The floor keeps a computer whose clock is wrong from renewing without pause.
    this.#schedule(Math.max(this.#expiresAt - Date.now() - RENEW_BEFORE_MS, RENEW_AT_MOST_EVERY_MS));
    if (this.#state.status !== "signedIn") {
      this.#epoch += 1;
      this.#set({ status: "signedIn", epoch: this.#epoch });
    }
    for (const listener of this.#tokenListeners) listener(accessToken);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#renewInTime(), Math.min(ms, LONGEST_TIMER_MS));
  }

  #renewInTime(): void {
    this.renew().catch(() => {
      this.#schedule(backoffMs(this.#failures));
      this.#failures += 1;
    });
  }

  #forget(reason: SignedOutReason): void {
    this.#generation += 1;
    clearTimeout(this.#timer);
    this.#token = null;
    this.#expiresAt = 0;
    this.#set({ status: "signedOut", reason });
  }

  #onOtherTab(message: Message): void {
    if (message.type === "signedOut") this.#forget(message.reason);
    // The cookie may now be another person's: nothing of the first one may stay on screen.
    else if (this.#state.status === "signedIn") location.reload();
    else void this.restore();
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #send(message: Message): void {
    this.#channel.postMessage(message);
  }
}
