import { existsSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import cors from "@fastify/cors";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { v7 as uuid } from "uuid";
import { AppError } from "../errors";
import type { Logger } from "../observability/logger";
import { errorBody, STATUS_CODES } from "./errorBody";
import { securityHeaders } from "./securityHeaders";
import { serveWebApp } from "./webApp";

export interface HttpOptions {
  allowedOrigins: readonly string[];
  trustedProxies: readonly string[];
  maxBodyBytes: number;
  isProduction: boolean;
  /** Folder of the built web app; nothing is served when it does not exist. */
  webDir: string;
  /** Whether a browser that opens /graphql gets the API explorer. */
  hasExplorer: boolean;
  logger: Logger;
  /** Whether requests can be served; false once the process is shutting down. */
  isReady: () => boolean;
}

/** How long a client may take to send a whole request. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP server without its routes of GraphQL and modules: security headers, CORS, health, the web app. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit: options.maxBodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    genReqId: () => uuid(),
    // Behind a proxy that keeps connections for 60 s, the server must not be the first to close.
    keepAliveTimeout: 65_000,
    forceCloseConnections: "idle",
  });
  const constantHeaders = securityHeaders(options);
  server.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id).headers(constantHeaders);
    if (!options.isReady()) reply.header("connection", "close");
    const problem = unreadable(request.headers);
    done(problem ? Object.assign(new Error(problem), { statusCode: 415 }) : undefined);
  });
  await server.register(cors, {
    origin: [...options.allowedOrigins],
    credentials: true,
    methods: ["GET", "POST"],
    maxAge: 600,
  });

  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_request, reply) => {
    if (!options.isReady()) reply.code(503);
    return { status: options.isReady() ? "ok" : "stopping" };
  });

  server.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    if (error instanceof AppError) return reply.code(STATUS_CODES[error.code]).send(errorBody(error, request.id));
    const status = error.statusCode ?? 500;
    if (status >= 500) options.logger.error("a request failed unexpectedly", { error, requestId: request.id });
    const [code, message] =
      status < 500 ? ["BAD_REQUEST", error.message] : ["INTERNAL_SERVER_ERROR", "Something went wrong on our side."];
    return reply.code(status).send({ errors: [{ message, extensions: { code, requestId: request.id } }] });
  });
  if (existsSync(options.webDir)) await serveWebApp(server, options.webDir, options.hasExplorer);
  return server;
}

/** What keeps a body from being read: it must be plain UTF-8, or it would be taken for other text than it is. */
function unreadable(headers: IncomingHttpHeaders): string | null {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") return "The body must not be compressed.";
  const charset = /;\s*charset=\s*"?([^\s;"]*)/i.exec(headers["content-type"] ?? "")?.[1];
  return charset !== undefined && !/^utf-?8$/i.test(charset) ? "The body must be UTF-8." : null;
}
