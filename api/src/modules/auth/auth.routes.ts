import type { FastifyInstance, FastifyRequest } from "fastify";
import { forbidden, unauthenticated } from "../../platform/errors";
import { clientOf } from "../../platform/http/client";
import type { AuthService } from "./auth.service";
import type { RefreshCookie } from "./refreshCookie";
import type { RefreshService } from "./refresh.service";

interface AuthRoutes {
  auth: AuthService;
  sessions: RefreshService;
  cookie: RefreshCookie;
  allowedOrigins: readonly string[];
}

/** The two routes that read the refresh cookie. */
export async function addAuthRoutes(
  server: FastifyInstance,
  { auth, sessions, cookie, allowedOrigins }: AuthRoutes,
): Promise<void> {
  const fromOurPages = async ({ headers }: FastifyRequest) => {
    const isOurs = headers.origin !== undefined && allowedOrigins.includes(headers.origin);
    if (!isOurs || headers["x-taskflow"] !== "1") throw forbidden("Send an allowed Origin and X-TaskFlow: 1.");
  };

  server.post("/api/auth/refresh", { preHandler: fromOurPages }, async (request, reply) => {
    const token = cookie.read(request);
    const signedIn = token ? await auth.refresh(token, clientOf(request)) : null;
    if (!signedIn) {
      cookie.clear(reply);
      throw unauthenticated("Sign in again.");
    }
    cookie.set(reply, signedIn.refreshToken);
    return { accessToken: signedIn.accessToken, expiresAt: signedIn.expiresAt.toISOString() };
  });

  server.post("/api/auth/logout", { preHandler: fromOurPages }, async (request, reply) => {
    const token = cookie.read(request);
    if (token) await sessions.logout(token);
    cookie.clear(reply);
    return reply.code(204).send();
  });
}
