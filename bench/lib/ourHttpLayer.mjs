// The product's HTTP layer with its Apollo, bounds, error rules and headers, without anybody signed in and any database.
import { createRequire } from "node:module";
import { greetingSchema } from "../peers/lib/greeting.mjs";
import { announce, settings } from "../peers/lib/settings.mjs";

const require = createRequire(import.meta.url);
const product = (path) => require(`../../api/dist/${path}.js`);
const graphql = require("graphql");
const config = product("config").readConfig({});
const logger = product("platform/observability/logger").createLogger({ level: "warn", json: true });

const server = await product("platform/http/server").createHttpServer({
  ...config,
  // As in production, but for the settings that it would ask for.
  isProduction: true,
  webDir: "",
  logger,
  isReady: () => true,
});
const { Documents } = product("platform/graphql/limits/documents");
const { PersistedQueries } = product("platform/graphql/limits/persistedQueries");
const { compiler } = product("platform/graphql/execution");
const schema = greetingSchema(graphql);
const documents = new Documents({
  schema,
  validationRules: [],
  bounds: config.bounds,
  persisted: new PersistedQueries({ ...config.persistedQueries, trusted: new Map() }),
  cacheBytes: config.documentCacheBytes,
});
await product("platform/http/graphqlRoute").addGraphQLRoute(server, {
  documents,
  execute: compiler(schema, { compileAfter: 1, cacheBytes: config.documentCacheBytes }),
  logger,
  createContext: async ({ id }) => ({ viewer: null, signedInAs: null, requestId: id, loaders: {}, ending: null }),
});
await server.ready();
server.server.listen(settings.port, "127.0.0.1", () => announce(server.server));
