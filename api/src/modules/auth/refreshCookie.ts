import { parse, serialize } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

interface RefreshCookieOptions {
  isProduction: boolean;
  frontendUrl: string;
  lifetimeS: number;
}

/** The cookie that carries the refresh token: out of reach of scripts, and sent to `/api/auth` alone. */
export class RefreshCookie {
  private readonly name: string;
  private readonly settings;

  constructor({ isProduction, frontendUrl, lifetimeS }: RefreshCookieOptions) {
    const isHttps = frontendUrl.startsWith("https://");
    this.name = isHttps ? "__Secure-taskflow_refresh" : "taskflow_refresh";
    this.settings = {
      httpOnly: true,
      sameSite: "strict",
      path: "/api/auth",
      secure: isHttps || isProduction,
      maxAge: lifetimeS,
    } as const;
  }

  read(request: FastifyRequest): string | undefined {
    return parse(request.headers.cookie ?? "")[this.name];
  }

  set(reply: FastifyReply, token: string): void {
    void reply.header("set-cookie", serialize(this.name, token, this.settings));
  }

  clear(reply: FastifyReply): void {
    void reply.header("set-cookie", serialize(this.name, "", { ...this.settings, maxAge: 0 }));
  }
}
