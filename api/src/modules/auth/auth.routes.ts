import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../platform/errors";
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
export async function addAuthRoutes(server: FastifyInstance, { auth, sessions, cookie, allowedOrigins }: AuthRoutes): Promise<void> {
  const fromOurPages = async (request: FastifyRequest, reply: FastifyReply) => {
    const { origin, "x-taskflow": header } = request.headers;
    if (header === "1" && origin !== undefined && allowedOrigins.includes(origin)) return;
    return reply.code(403).send(failure(new AppError("FORBIDDEN", "Send an allowed Origin and X-TaskFlow: 1."), request));
  };

  server.post("/api/auth/refresh", { preHandler: fromOurPages }, async (request, reply) => {
    const token = cookie.read(request);
    try {
      const signedIn = token ? await auth.refresh(token, device(request)) : null;
      if (signedIn) {
        cookie.set(reply, signedIn.refreshToken);
        return { accessToken: signedIn.accessToken, expiresAt: signedIn.expiresAt.toISOString() };
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The cookie stays: the session is good, only not now.
      return reply.code(error.code === "RATE_LIMITED" ? 429 : 503).send(failure(error, request));
    }
    cookie.clear(reply);
    return reply.code(401).send(failure(new AppError("UNAUTHENTICATED", "Sign in again."), request));
  });

  server.post("/api/auth/logout", { preHandler: fromOurPages }, async (request, reply) => {
    const token = cookie.read(request);
    if (token) await sessions.logout(token);
    cookie.clear(reply);
    return reply.code(204).send();
  });
}

/** Where a request comes from, for the list of sessions and the limits. */
function device(request: FastifyRequest) {
  return { address: request.ip, userAgent: request.headers["user-agent"] ?? null };
}

function failure({ code, message, details }: AppError, request: FastifyRequest) {
  return { errors: [{ message, extensions: { ...details, code, requestId: request.id } }] };
}
