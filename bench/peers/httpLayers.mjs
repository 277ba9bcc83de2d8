// node httpLayers.mjs NAME: one HTTP layer, which answers as it would in production
// (https://fastify.dev/docs/latest/Guides/Getting-Started/, https://expressjs.com/en/advanced/best-practice-performance.html,
// https://www.apollographql.com/docs/apollo-server/api/express-middleware).
import { createServer } from "node:http";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import { expressMiddleware } from "@as-integrations/express5";
import express from "express";
import Fastify from "fastify";
import * as graphql from "graphql";
import { greet, greetingSchema } from "./lib/greeting.mjs";
import { announce, settings } from "./lib/settings.mjs";

const JSON_TYPE = "application/json; charset=utf-8";
const answer = ({ variables }) => ({ data: { greeting: greet(variables.name) } });

const LAYERS = {
  "node:http": async () =>
    createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8");
      request.on("data", (part) => (text += part));
      request.on("end", () => {
        const body = JSON.stringify(answer(JSON.parse(text)));
        response.writeHead(200, { "content-type": JSON_TYPE, "content-length": Buffer.byteLength(body) });
        response.end(body);
      });
    }),

  fastify: async () => {
    const fastify = Fastify();
    fastify.post("/graphql", async ({ body }) => answer(body));
    await fastify.ready();
    return fastify.server;
  },

  "express-apollo": async () => {
    const apollo = new ApolloServer({
      schema: greetingSchema(graphql),
      // Which would wrap every field.
      plugins: [ApolloServerPluginCacheControlDisabled()],
      stopOnTerminationSignals: false,
    });
    await apollo.start();
    return createServer(express().use("/graphql", express.json(), expressMiddleware(apollo)));
  },
};

const server = await LAYERS[process.argv[2]]();
server.listen(settings.port, "127.0.0.1", () => announce(server));
