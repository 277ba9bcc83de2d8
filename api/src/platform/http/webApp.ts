import { join, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { notFound } from "../errors";
import { errorBody } from "./errorBody";
import { addExplorer, EXPLORER_PAGE } from "./explorer";

/** Serves the built web app: hashed files for ever, index.html checked each time, and for every other page too. */
export async function serveWebApp(server: FastifyInstance, webDir: string, hasExplorer: boolean): Promise<void> {
  const hashed = join(webDir, "assets") + sep;
  await server.register(fastifyStatic, {
    root: webDir,
    cacheControl: false,
    // The build leaves .br and .gz files beside the ones that are worth it.
    preCompressed: true,
    // The explorer has one address, which is not the file's.
    allowedPath: (path) => path !== `/${EXPLORER_PAGE}`,
    setHeaders: (response, file) => {
      const isHashed = file.startsWith(hashed);
      void response.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  addExplorer(server, hasExplorer);
  server.setNotFoundHandler((request, reply) => {
    const isPage = request.method === "GET" && request.headers.accept?.includes("text/html");
    if (!isPage || request.url.startsWith("/api/") || request.url.startsWith("/assets/")) {
      return reply.code(404).send(errorBody(notFound("The page"), request.id));
    }
    return reply.sendFile("index.html");
  });
}
