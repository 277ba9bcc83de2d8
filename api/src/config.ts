import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { Limit } from "./platform/auth/limiter";
import type { PasswordCost } from "./platform/auth/passwords";
import type { MailSettings } from "./platform/mail/mail";
import type { Bounds } from "./platform/graphql/limits/bounds";
import type { TrustedDocuments } from "./platform/graphql/limits/persistedQueries";
import type { LogLevel } from "./platform/observability/logger";
import type { DatabaseConfig } from "./platform/db/mysql/databaseConfig";
import { databaseConfig, databaseSettings, findUnsafeDatabase } from "./config.database";
import type { RedisSettings } from "./platform/redis/redisSettings";
import { findUnsafeRedis, redisOf, redisVariables } from "./config.redis";
import { findUnsafe, secretsOf } from "./config.secrets";
import { duration, limit, whole } from "./config.values";

/** Everything that can be set, typed and checked. `.env.example` lists the variables. */
export interface Config {
  isProduction: boolean;
  host: string;
  port: number;
  /** Addresses of proxies whose X-Forwarded-For is believed; empty: none. */
  trustedProxies: string[];
  dataDir: string;
  /** Null: the embedded database in dataDir. */
  database: DatabaseConfig | null;
  /** What processes share besides the database; null: there is one process. */
  redis: RedisSettings | null;
  /** How long after a write its writer must not read from a replica that has not got it. */
  readYourWritesWindowMs: number;
  /** Where the web app is opened; its origin is the first of `allowedOrigins`. */
  frontendUrl: string;
  /** Exact origins that a browser may call from. */
  allowedOrigins: string[];
  /** Whether a browser that opens /graphql gets the API explorer. */
  hasExplorer: boolean;
  logLevel: LogLevel;
  accessTokens: { secret: string; lifetimeS: number };
  refreshTokens: { secret: string; lifetimeS: number };
  passwords: { cost: PasswordCost; concurrency: number; maxWaiting: number };
  limits: Record<
    | "loginByAddress"
    | "loginByAccountAndAddress"
    | "loginByAccount"
    | "register"
    | "refresh"
    | "addMember"
    | "createApiToken"
    | "mailByAddress"
    | "mailByAccount"
    | "mailToken",
    Limit
  >;
  mail: MailSettings;
  streams: {
    /** How old an event may be that a stream continues behind; null: as old as can be. */
    retentionMs: number | null;
  };
  sockets: {
    /** How often the other side must give a sign of life. */
    keepAliveMs: number;
    /** How much may wait for a slow reader, before it must read from the log. */
    bufferBytes: number;
    /** How long a socket gets to send connection_init. */
    initTimeoutMs: number;
    /** How many there may be from one address, of one user, and of those that have not said who they are. */
    byAddress: number;
    byViewer: number;
    unopened: number;
    /** How many operations a socket may have at once. */
    maxOperations: number;
    /** How many messages of a socket are read a second; the rest waits in the network. */
    messagesPerS: number;
  };
  /** The most that one request may ask. */
  bounds: Bounds;
  maxBodyBytes: number;
  persistedQueries: { mode: TrustedDocuments; maxBytes: number };
  documentCacheBytes: number;
  /** How often a document is run before it is compiled; null: none is. */
  compileAfter: number | null;
  /** How often the heads of watched logs are asked for, whatever the doorbell says. */
  logPollMs: number;
  /** How long deleted tasks and projects stay in the trash. */
  trashRetentionMs: number;
  /** How long requests in flight get to finish when the process stops. */
  drainMs: number;
}

/** Settings that cannot be run with; the message lists all of them. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`TaskFlow cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

type Env = Record<string, string | undefined>;

/** The settings by the names of their variables, with their defaults. */
export const settings = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  HOST: z.string().optional(),
  PORT: whole(4000, 0, 65_535),
  TRUSTED_PROXIES: z.string().default(""),
  DATA_DIR: z.string().default("./data"),
  ...databaseSettings,
  FRONTEND_URL: z.url({ protocol: /^https?$/ }).optional(),
  EXPLORER: z.enum(["on", "off"]).default("on"),
  LOG_LEVEL: z.enum(["error", "warn", "info", "debug", "silent"]).default("info"),
  ...redisVariables,
  JWT_SECRET: z.string().optional(),
  JWT_EXPIRES_IN: duration("15m"),
  REFRESH_TOKEN_SECRET: z.string().optional(),
  REFRESH_TOKEN_EXPIRES_IN: duration("30d"),
  PASSWORD_MEMORY_KIB: whole(47_104, 47_104, 4_194_304),
  PASSWORD_PASSES: whole(1, 1, 100),
  PASSWORD_CONCURRENCY: whole(2, 1, 64),
  PASSWORD_MAX_WAITING: whole(100, 1, 100_000),
  LIMIT_LOGIN_BY_ADDRESS: limit("100/15m"),
  LIMIT_LOGIN_BY_ACCOUNT_AND_ADDRESS: limit("10/15m"),
  LIMIT_LOGIN_BY_ACCOUNT: limit("100/15m"),
  LIMIT_REGISTER: limit("20/1h"),
  LIMIT_REFRESH: limit("600/1m"),
  LIMIT_ADD_MEMBER: limit("60/1h"),
  LIMIT_CREATE_API_TOKEN: limit("60/1h"),
  LIMIT_SOCKETS_BY_ADDRESS: whole(2_000, 1, 1_000_000),
  LIMIT_SOCKETS_BY_VIEWER: whole(50, 1, 1_000_000),
  LIMIT_SOCKETS_UNOPENED: whole(1_000, 1, 1_000_000),
  LIMIT_SOCKET_OPERATIONS: whole(100, 1, 10_000),
  LIMIT_SOCKET_MESSAGES: whole(250, 10, 100_000),
  SOCKET_INIT_TIMEOUT: duration("10s"),
  SOCKET_KEEP_ALIVE: duration("30s"),
  SOCKET_BUFFER_BYTES: whole(524_288, 16_384, 1_073_741_824),
  LIMIT_MAIL_BY_ADDRESS: limit("20/1h"),
  LIMIT_MAIL_BY_ACCOUNT: limit("5/1h"),
  LIMIT_MAIL_TOKEN: limit("60/1h"),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must begin with smtp:// or smtps://" }).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>"\p{C}]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u,
      "must be an address, or a name and <an address>",
    )
    .optional(),
  MAX_BODY_BYTES: whole(1_048_576, 1_024, 104_857_600),
  MAX_TOKENS: whole(5_000, 500, 1_000_000),
  MAX_DEPTH: whole(20, 16, 1_000),
  MAX_FIELDS: whole(1_000, 100, 1_000_000),
  MAX_ALIASES: whole(50, 2, 100_000),
  MAX_ROOT_FIELDS: whole(30, 1, 100_000),
  MAX_DIRECTIVES: whole(50, 2, 100_000),
  MAX_FRAGMENTS: whole(50, 5, 10_000),
  MAX_REPEATS: whole(30, 5, 10_000),
  MAX_VARIABLE_VALUES: whole(5_000, 100, 1_000_000),
  MAX_VARIABLE_DEPTH: whole(30, 15, 1_000),
  // A board of five columns, 50 tasks each with all that a card shows, is 13,261.
  MAX_COST: whole(20_000, 500, 100_000_000),
  MAX_INTROSPECTION_COST: whole(10_000, 1, 10_000_000),
  TRUSTED_DOCUMENTS: z.enum(["also", "only"]).default("also"),
  PERSISTED_QUERIES_BYTES: whole(4_000_000, 1_000, 1_000_000_000),
  DOCUMENT_CACHE_BYTES: whole(1_000_000, 1_000, 1_000_000_000),
  COMPILE_AFTER: z.union([z.literal("never"), whole(1, 0, 1_000_000)]).default(1),
  LOG_POLL_MS: whole(500, 10, 500),
  LOG_RETENTION: z.union([z.literal("forever"), duration("30d")]).default("forever"),
  TRASH_RETENTION: duration("30d"),
  DRAIN_TIMEOUT: duration("10s"),
});

/** Adds what a file `.env` in the working directory says, where the environment says nothing. */
export function loadEnvFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

/**
 * Reads the settings from the environment; an empty variable counts as absent.
 * Outside production, secrets that are not given are made once and kept in DATA_DIR.
 * @throws ConfigError naming everything that is wrong
 */
export function readConfig(env: Env = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  const malformed = parsed.error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [];
  const problems = [...malformed, ...findUnsafe(given), ...findUnsafeDatabase(given), ...findUnsafeRedis(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const set = parsed.data;

  const isProduction = set.NODE_ENV === "production";
  const dataDir = resolve(set.DATA_DIR);
  const secrets = secretsOf(given, dataDir);
  const frontendUrl = set.FRONTEND_URL ?? `http://localhost:${set.PORT}`;
  return {
    isProduction,
    host: set.HOST ?? (isProduction ? "0.0.0.0" : "127.0.0.1"),
    port: set.PORT,
    trustedProxies: set.TRUSTED_PROXIES.split(",")
      .map((address) => address.trim())
      .filter(Boolean),
    dataDir,
    database: databaseConfig(set),
    redis: redisOf(set),
    readYourWritesWindowMs: set.READ_YOUR_WRITES_WINDOW * 1_000,
    frontendUrl,
    allowedOrigins: [...new Set([new URL(frontendUrl).origin, ...(isProduction ? [] : developmentOrigins(set.PORT))])],
    hasExplorer: set.EXPLORER === "on",
    logLevel: set.LOG_LEVEL,
    accessTokens: { secret: secrets.JWT_SECRET, lifetimeS: set.JWT_EXPIRES_IN },
    refreshTokens: { secret: secrets.REFRESH_TOKEN_SECRET, lifetimeS: set.REFRESH_TOKEN_EXPIRES_IN },
    passwords: {
      cost: { memoryKiB: set.PASSWORD_MEMORY_KIB, passes: set.PASSWORD_PASSES },
      concurrency: set.PASSWORD_CONCURRENCY,
      maxWaiting: set.PASSWORD_MAX_WAITING,
    },
    limits: {
      loginByAddress: set.LIMIT_LOGIN_BY_ADDRESS,
      loginByAccountAndAddress: set.LIMIT_LOGIN_BY_ACCOUNT_AND_ADDRESS,
      loginByAccount: set.LIMIT_LOGIN_BY_ACCOUNT,
      register: set.LIMIT_REGISTER,
      refresh: set.LIMIT_REFRESH,
      addMember: set.LIMIT_ADD_MEMBER,
      createApiToken: set.LIMIT_CREATE_API_TOKEN,
      mailByAddress: set.LIMIT_MAIL_BY_ADDRESS,
      mailByAccount: set.LIMIT_MAIL_BY_ACCOUNT,
      mailToken: set.LIMIT_MAIL_TOKEN,
    },
    mail: {
      smtpUrl: set.SMTP_URL ?? null,
      from: set.MAIL_FROM ?? `TaskFlow <no-reply@${new URL(frontendUrl).hostname}>`,
    },
    streams: { retentionMs: set.LOG_RETENTION === "forever" ? null : set.LOG_RETENTION * 1_000 },
    sockets: {
      keepAliveMs: set.SOCKET_KEEP_ALIVE * 1_000,
      bufferBytes: set.SOCKET_BUFFER_BYTES,
      initTimeoutMs: set.SOCKET_INIT_TIMEOUT * 1_000,
      byAddress: set.LIMIT_SOCKETS_BY_ADDRESS,
      byViewer: set.LIMIT_SOCKETS_BY_VIEWER,
      unopened: set.LIMIT_SOCKETS_UNOPENED,
      maxOperations: set.LIMIT_SOCKET_OPERATIONS,
      messagesPerS: set.LIMIT_SOCKET_MESSAGES,
    },
    bounds: {
      tokens: set.MAX_TOKENS,
      depth: set.MAX_DEPTH,
      fields: set.MAX_FIELDS,
      aliases: set.MAX_ALIASES,
      rootFields: set.MAX_ROOT_FIELDS,
      directives: set.MAX_DIRECTIVES,
      fragments: set.MAX_FRAGMENTS,
      repeats: set.MAX_REPEATS,
      variableValues: set.MAX_VARIABLE_VALUES,
      variableDepth: set.MAX_VARIABLE_DEPTH,
      cost: set.MAX_COST,
      introspectionCost: set.MAX_INTROSPECTION_COST,
    },
    maxBodyBytes: set.MAX_BODY_BYTES,
    persistedQueries: { mode: set.TRUSTED_DOCUMENTS, maxBytes: set.PERSISTED_QUERIES_BYTES },
    documentCacheBytes: set.DOCUMENT_CACHE_BYTES,
    compileAfter: set.COMPILE_AFTER === "never" ? null : set.COMPILE_AFTER,
    logPollMs: set.LOG_POLL_MS,
    trashRetentionMs: set.TRASH_RETENTION * 1_000,
    drainMs: set.DRAIN_TIMEOUT * 1_000,
  };
}

/** The API's own port under both names of this machine, and Vite's development server. */
function developmentOrigins(port: number): string[] {
  return [port, 5173].flatMap((at) => [`http://localhost:${at}`, `http://127.0.0.1:${at}`]);
}
