import "reflect-metadata";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import proxyAddr from "@fastify/proxy-addr";
import type { GraphQLSchema } from "graphql";
import type { Config } from "../config";
import { oneSignInPerDocument } from "../modules/auth/auth.documentRule";
import { addAuthRoutes } from "../modules/auth/auth.routes";
import { RefreshCookie } from "../modules/auth/refreshCookie";
import { createAuthenticate } from "../platform/auth/authenticate";
import { EndedSessions } from "../platform/auth/endedSessions";
import { AccessTokens } from "../platform/auth/accessTokens";
import { Passwords } from "../platform/auth/passwords";
import { type Clock, systemClock } from "../platform/clock";
import type { Database, StatementListener } from "../platform/db/database";
import { readAudiences } from "../platform/graphql/audiences";
import { compiler, interpreter } from "../platform/graphql/execution";
import { Grouping } from "../platform/graphql/grouping";
import { combineLoaders } from "../platform/graphql/loaders";
import { Documents } from "../platform/graphql/limits/documents";
import { PersistedQueries } from "../platform/graphql/limits/persistedQueries";
import { readTrustedDocuments } from "../platform/graphql/limits/trustedDocuments";
import { type Preludes, withPreludes } from "../platform/graphql/preludes";
import { makeSchema } from "../platform/graphql/schema";
import { JobList } from "../platform/jobs/jobList";
import { JobRunner } from "../platform/jobs/jobRunner";
import { platformJobs } from "../platform/jobs/platformJobs";
import { addGraphQLRoute } from "../platform/http/graphqlRoute";
import { createHttpServer } from "../platform/http/server";
import type { MailTransport } from "../platform/mail/mail";
import { createMailTransport } from "../platform/mail/mailTransport";
import type { Logger } from "../platform/observability/logger";
import type { RedisConnection } from "../platform/redis/redisConnection";
import type { RedisSettings } from "../platform/redis/redisSettings";
import { InProcessDoorbell } from "../platform/realtime/doorbell";
import { RedisDoorbell } from "../platform/realtime/redisDoorbell";
import { LogTail } from "../platform/realtime/logTail";
import { SseServer } from "../platform/sse/sseServer";
import { SocketAdmission } from "../platform/ws/socketAdmission";
import { SocketServer } from "../platform/ws/socketServer";
import { createContextFactory } from "./context";
import { createModules } from "./modules";
import { openDatabase } from "./openDatabase";

const WEB_DIR = resolve(__dirname, "../../../web/dist");
/** An access token may be taken for so much longer than it lives, where the clocks of machines differ. */
const CLOCKS_APART_S = 15;
/** A compiled document takes so many times the memory of a parsed one. */
const COMPILED_TO_PARSED = 4;
const TRUSTED_DOCUMENTS = resolve(__dirname, "../../../trusted-documents.json");

export interface AppOptions {
  config: Config;
  logger: Logger;
  clock?: Clock;
  /** Where mails go; where it is not given, the settings say. */
  mail?: MailTransport;
  /** Hears of every SQL statement; tests count them. */
  onStatement?: StatementListener;
  /** Jobs run by themselves once it listens; on demand, tests run them when they want to. */
  runsJobs?: "by itself" | "on demand";
}

export interface App {
  db: Database;
  schema: GraphQLSchema;
  jobs: JobRunner;
  /** Starts to serve; answers the address, e.g. http://127.0.0.1:4000. */
  listen(): Promise<string>;
  /** Stops to take requests, lets those in flight finish, ends the streams, closes the database. */
  close(): Promise<void>;
}

/** The composition root: the only place that knows what everything is made of. */
export async function createApp({
  config,
  logger,
  clock = systemClock,
  mail = createMailTransport(config, logger, clock),
  onStatement,
  runsJobs = "by itself",
}: AppOptions): Promise<App> {
  const redis = config.redis && (await connectRedis(config.redis, logger));
  const doorbell = redis ? new RedisDoorbell(redis) : new InProcessDoorbell();
  const dispatched = new Set<string>();
  const db = await openDatabase(config, redis, { clock, dispatched, doorbell, logger, onStatement });
  const tail = new LogTail(db, doorbell, logger, config.logPollMs);
  const accessTokens = new AccessTokens(config.accessTokens.secret, config.accessTokens.lifetimeS, clock);
  // A session that can run out before an access token of it must be looked up each time.
  const longestS = config.accessTokens.lifetimeS + CLOCKS_APART_S;
  const ended = new EndedSessions(config.refreshTokens.lifetimeS >= longestS ? redis : null, longestS * 1_000);
  const { modules, auth, refresh, apiTokens, credentials } = createModules({
    db,
    clock,
    logger,
    tail,
    redisConnection: redis,
    ended,
    passwords: new Passwords(config.passwords.cost, config.passwords),
    accessTokens,
    cursorSecret: config.accessTokens.secret,
    refreshTokens: config.refreshTokens,
    limits: config.limits,
    trashRetentionMs: config.trashRetentionMs,
    streams: config.streams,
    mail,
    frontendUrl: config.frontendUrl,
  });
  const jobList = new JobList([...platformJobs(db, clock), ...modules.flatMap((module) => module.jobs ?? [])]);
  for (const type of jobList.eventTypes) dispatched.add(type);
  const jobs = new JobRunner({ db, doorbell, clock, logger, jobs: jobList, pollMs: config.logPollMs });
  const schema = makeSchema(modules);
  const authenticate = createAuthenticate(accessTokens, apiTokens, credentials);
  const cookie = new RefreshCookie({ ...config, lifetimeS: config.refreshTokens.lifetimeS });
  const loaders = combineLoaders(modules.flatMap((module) => module.loaders ?? []));
  const contexts = createContextFactory({ db, loaders, authenticate, cookie });
  const documents = new Documents({
    schema,
    validationRules: [oneSignInPerDocument],
    bounds: config.bounds,
    persisted: new PersistedQueries({
      ...config.persistedQueries,
      trusted: readTrustedDocuments(TRUSTED_DOCUMENTS),
    }),
    cacheBytes: config.documentCacheBytes,
  });

  const { compileAfter, documentCacheBytes } = config;
  const execute = withPreludes(
    compileAfter === null
      ? interpreter(schema)
      : compiler(schema, { compileAfter, cacheBytes: Math.ceil(documentCacheBytes / COMPILED_TO_PARSED) }),
    Object.assign({}, ...modules.map(({ preludes }) => preludes)) as Preludes,
  );

  let isReady = true;
  const server = await createHttpServer({ ...config, webDir: WEB_DIR, logger, isReady: () => isReady });
  const isTrusted = proxyAddr.compile([...config.trustedProxies]);
  const addressOf = (request: IncomingMessage) => proxyAddr(request, isTrusted);
  const audienceOf = readAudiences(
    schema,
    modules.map(({ permissions }) => permissions?.fields ?? {}),
  );
  const streaming = {
    documents,
    execute,
    grouping: new Grouping(schema, audienceOf),
    admission: new SocketAdmission({ allowedOrigins: config.allowedOrigins, addressOf, limits: config.sockets }),
    authenticate,
    credentials,
    sockets: config.sockets,
    drainMs: config.drainMs,
    logger,
  };
  const sse = new SseServer({ ...streaming, createContext: contexts.ofStream });
  const stopGraphQL = await addGraphQLRoute(server, {
    documents,
    execute,
    createContext: contexts.ofRequest,
    sse,
    logger,
  });
  await addAuthRoutes(server, { auth, sessions: refresh, cookie, allowedOrigins: config.allowedOrigins });
  const sockets = new SocketServer({
    ...streaming,
    createContext: (request, session) => contexts.ofSocket(request, session, addressOf(request)),
  });
  sockets.attach(server.server);

  return {
    db,
    schema,
    jobs,
    async listen() {
      await server.listen({ host: config.host, port: config.port });
      if (runsJobs === "by itself") jobs.start();
      const { address, port, family } = server.server.address() as AddressInfo;
      return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
    },
    async close() {
      isReady = false;
      const jobsStopped = jobs.stop(config.drainMs);
      await Promise.all([sockets.drain(), sse.drain()]);
      // Requests in flight may finish; one that never ends must not hold up the others' end.
      const overdue = setTimeout(() => server.server.closeAllConnections(), config.drainMs);
      await server.close();
      clearTimeout(overdue);
      await stopGraphQL();
      await jobsStopped;
      tail.close();
      await db.close();
      redis?.close();
    },
  };
}

/** Loads the client's code only where there is a Redis. */
async function connectRedis(settings: RedisSettings, logger: Logger): Promise<RedisConnection> {
  const { RedisConnection } = await import("../platform/redis/redisConnection.js");
  return new RedisConnection(settings, logger);
}
