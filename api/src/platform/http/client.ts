import type { FastifyRequest } from "fastify";
import type { Client } from "../auth/client";

/** Where a request comes from; behind a trusted proxy, the address that the proxy saw. */
export function clientOf(request: FastifyRequest): Client {
  return { address: request.ip, userAgent: request.headers["user-agent"] ?? null };
}
