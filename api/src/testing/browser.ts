import { parseSetCookie } from "cookie";
import { type Answer, send } from "./client";
import type { TestApp } from "./testApp";

const SIGNED_IN = "accessToken expiresAt user { id email sessions { id isCurrent } }";

export interface SignedIn {
  accessToken: string;
  expiresAt: string;
  user: { id: string; email: string; sessions: { id: string; isCurrent: boolean }[] };
}

let count = 0;

/** A web browser as far as signing in goes: it keeps the refresh cookie, and says where its page is from. */
export class Browser {
  /** The refresh token; null when there is none. */
  token: string | null = null;
  /** The last Set-Cookie that it was sent. */
  setCookie: string | null = null;
  readonly email = `browser${(count += 1)}@example.com`;

  constructor(private readonly test: TestApp) {}

  async register(input: Record<string, unknown> = {}): Promise<SignedIn> {
    const answer = await this.signIn("register", {
      name: "Ada",
      email: this.email,
      password: "correct horse",
      ...input,
    });
    return succeeded(answer);
  }

  async login(input: Record<string, unknown> = {}): Promise<SignedIn> {
    return succeeded(await this.signIn("login", { email: this.email, password: "correct horse", ...input }));
  }

  async signIn(
    field: "register" | "login",
    input: Record<string, unknown>,
    headers = {},
  ): Promise<Answer<{ signedIn: SignedIn }>> {
    const type = field === "register" ? "RegisterInput" : "LoginInput";
    const query = `mutation ($input: ${type}!) { signedIn: ${field}(input: $input) { ${SIGNED_IN} } }`;
    const answer = await send<{ signedIn: SignedIn }>(this.test, null, query, { input }, headers);
    this.keep(answer.headers);
    return answer;
  }

  /** With the token that the browser has at that moment, unless another is given. */
  async refresh(token = this.token): Promise<{ status: number; accessToken: string | null; errors: unknown }> {
    const answer = await this.post("refresh", token);
    const body = (await answer.json()) as { accessToken?: string; errors?: unknown };
    return { status: answer.status, accessToken: body.accessToken ?? null, errors: body.errors };
  }

  async logout(token = this.token): Promise<number> {
    return (await this.post("logout", token)).status;
  }

  /** Calls one of the two routes that read the cookie; an undefined header is not sent. */
  async post(
    route: "refresh" | "logout",
    token = this.token,
    headers: Record<string, string | undefined> = {},
  ): Promise<Response> {
    const sent = {
      "x-taskflow": "1",
      origin: this.test.config.allowedOrigins[0],
      ...(token && { cookie: `${this.cookieName}=${token}` }),
      ...headers,
    };
    const given = Object.entries(sent).filter((header): header is [string, string] => header[1] !== undefined);
    const answer = await fetch(`${this.test.url}/api/auth/${route}`, { method: "POST", headers: given });
    this.keep(answer.headers);
    return answer;
  }

  private get cookieName(): string {
    return this.test.config.frontendUrl.startsWith("https:") ? "__Secure-taskflow_refresh" : "taskflow_refresh";
  }

  private keep(headers: Headers): void {
    const [line] = headers.getSetCookie();
    if (line === undefined) return;
    this.setCookie = line;
    this.token = parseSetCookie(line).value || null;
  }
}

function succeeded({ data, errors }: Answer<{ signedIn: SignedIn }>): SignedIn {
  if (errors) throw new Error(`Signing in failed: ${JSON.stringify(errors)}`);
  return data.signedIn;
}
