// Apollo Server with Express, TypeORM's repositories, a DataLoader a relation and graphql-shield on every field, as each
// one's docs show it: https://www.apollographql.com/docs/apollo-server/api/express-middleware,
// https://typeorm.io/docs/working-with-entity-manager/repository-api, https://the-guild.dev/graphql/shield/docs/rules.
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginDrainHttpServer } from "@apollo/server/plugin/drainHttpServer";
import { expressMiddleware } from "@as-integrations/express5";
import { makeExecutableSchema } from "@graphql-tools/schema";
import express from "express";
import { applyMiddleware } from "graphql-middleware";
import { rule, shield } from "graphql-shield";
import { createServer } from "node:http";
import { dataSource, Session } from "./apollo-usual/entities.mjs";
import { createLoaders, readResolvers } from "./apollo-usual/reads.mjs";
import { writeResolvers } from "./apollo-usual/writes.mjs";
import { typeDefs } from "./lib/schema.mjs";
import { announce, settings } from "./lib/settings.mjs";
import { lives, viewerOf } from "./lib/viewer.mjs";

const isAuthenticated = rule({ cache: "contextual" })((_parent, _args, { viewer }) => viewer !== null);
const everywhere = { "*": isAuthenticated };
const types = ["Query", "Mutation", "Project", "Task", "TaskConnection", "PageInfo", "TaskPayload", "User", "Label"];
const permissions = shield(Object.fromEntries(types.map((type) => [type, everywhere])), { allowExternalErrors: true });
const schema = makeExecutableSchema({ typeDefs, resolvers: [readResolvers, writeResolvers] });

await dataSource.initialize();
const app = express();
const server = createServer(app);
const apollo = new ApolloServer({
  schema: applyMiddleware(schema, permissions),
  plugins: [ApolloServerPluginDrainHttpServer({ httpServer: server })],
  stopOnTerminationSignals: false,
});
await apollo.start();
app.use("/graphql", express.json(), expressMiddleware(apollo, { context }));
server.listen(settings.port, "127.0.0.1", () => announce(server, () => dataSource.destroy()));

async function context({ req }) {
  const viewer = viewerOf(req.headers.authorization);
  const session = await dataSource.getRepository(Session).findOneBy({ id: viewer.sessionBytes });
  return { viewer: lives(session, viewer) ? viewer : null, loaders: createLoaders() };
}
