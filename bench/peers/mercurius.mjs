// Fastify and Mercurius as their docs have it for production: compiled after the first use of a document
// (https://mercurius.dev/#/docs/api/options, jit), loaders, mysql2's prepared statements.
import Fastify from "fastify";
import mercurius from "mercurius";
import { close } from "./bare/sql.mjs";
import { announce, settings } from "./lib/settings.mjs";
import { typeDefs } from "./lib/schema.mjs";
import { context, loaders, pool, resolvers } from "./mercurius/resolvers.mjs";

const app = Fastify();
await app.register(mercurius, { schema: typeDefs, resolvers, loaders, context, jit: 1, graphiql: false });
await app.listen({ port: settings.port, host: "127.0.0.1" });
announce(app.server, () => Promise.all([pool.end(), close()]));
