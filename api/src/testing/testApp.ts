import { inspect } from "node:util";
import { type App, type AppOptions, createApp } from "../app/createApp";
import { type Config, readConfig } from "../config";
import type { Clock } from "../platform/clock";
import { systemClock } from "../platform/clock";
import type { StatementInfo, StatementListener } from "../platform/db/database";
import { createLogger, type Logger } from "../platform/observability/logger";
import { CommitCounter } from "./commitCounter";
import { Mailbox } from "./mailbox";
import { compileAfter, createTestDatabase } from "./testDatabase";

/** An API with a database of its own, served on a free port of this machine. */
export interface TestApp {
  app: App;
  config: Config;
  /** The settings that name its database, for another app on the same. */
  databaseEnv: Record<string, string>;
  /** Such as http://127.0.0.1:12345. */
  url: string;
  clock: Clock;
  mailbox: Mailbox;
  /** What it has logged as errors: each message with its fields. */
  errors: readonly { message: string; requestId?: unknown }[];
  /** All that it has logged, as text. */
  logged: readonly string[];
  /** Moves the app's clock ahead. */
  advance(ms: number): void;
  /** Does the jobs that are due, and what comes of them, until none is: they do not run by themselves here. */
  idle(): Promise<void>;
  /** How many of its transactions have changed anything. */
  commits(): number;
  /** The SQL statements that `work` makes the app run. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
  /** As `statementsOf`, with their values. */
  recordedBy(work: () => Promise<unknown>): Promise<StatementInfo[]>;
  /** Resolves as soon as the app has run an SQL statement with this in it. */
  statementWith(part: string): Promise<void>;
  close(): Promise<void>;
}

// The limits have tests of their own at their defaults; elsewhere they would only be in the way.
const ROOMY_LIMITS = {
  LIMIT_LOGIN_BY_ADDRESS: "100000/15m",
  LIMIT_LOGIN_BY_ACCOUNT_AND_ADDRESS: "100000/15m",
  LIMIT_LOGIN_BY_ACCOUNT: "100000/15m",
  LIMIT_REGISTER: "100000/1h",
  LIMIT_REFRESH: "100000/1m",
  LIMIT_ADD_MEMBER: "100000/1h",
  LIMIT_CREATE_API_TOKEN: "100000/1h",
  LIMIT_MAIL_BY_ADDRESS: "100000/1h",
  LIMIT_MAIL_BY_ACCOUNT: "100000/1h",
  LIMIT_MAIL_TOKEN: "100000/1h",
  MAX_TOKENS: "100000",
  MAX_FIELDS: "20000",
  MAX_ALIASES: "10000",
  MAX_ROOT_FIELDS: "1000",
  MAX_VARIABLE_VALUES: "1000000",
  MAX_COST: "100000000",
};

/** For `startTestApp`: the limits as they are when nobody sets them. */
export const DEFAULT_LIMITS = Object.fromEntries(Object.keys(ROOMY_LIMITS).map((name) => [name, ""]));

/** `env` overrides settings, as the environment would. */
export async function startTestApp(
  env: Record<string, string> = {},
  { runsJobs = "on demand" }: Pick<AppOptions, "runsJobs"> = {},
): Promise<TestApp> {
  const database = await createTestDatabase();
  const settings = {
    ...database.env,
    PORT: "0",
    FRONTEND_URL: "http://localhost:4000",
    LOG_LEVEL: "error",
    COMPILE_AFTER: compileAfter,
  };
  const config = readConfig({ ...settings, ...ROOMY_LIMITS, ...env });
  let ahead = 0;
  const clock = () => new Date(systemClock().getTime() + ahead);
  const statements: StatementInfo[] = [];
  const commits = new CommitCounter();
  const watchers = new Set<StatementListener>();
  const errors: { message: string }[] = [];
  const mailbox = new Mailbox();
  const logger = createLogger({ level: config.logLevel, json: false });
  const logged: string[] = [];
  const log =
    (level: keyof Logger): Logger["info"] =>
    (message, fields) => {
      logged.push(`${message} ${inspect(fields, { depth: null })}`);
      if (level === "error") errors.push({ message, ...fields });
      logger[level](message, fields);
    };
  const app = await createApp({
    config,
    logger: { info: log("info"), warn: log("warn"), error: log("error") },
    clock,
    runsJobs,
    mail: mailbox,
    onStatement: (info) => {
      statements.push(info);
      commits.hear(info);
      for (const watcher of watchers) watcher(info);
    },
  });
  const recordedBy = async (work: () => Promise<unknown>) => {
    statements.length = 0;
    await work();
    return [...statements];
  };
  const url = await app.listen();
  return {
    app,
    config,
    databaseEnv: database.env,
    url,
    clock,
    mailbox,
    errors,
    logged,
    advance: (ms) => {
      ahead += ms;
    },
    idle: () => app.jobs.idle(),
    commits: () => commits.count,
    statementsOf: async (work) => (await recordedBy(work)).map(({ sql }) => sql),
    recordedBy,
    statementWith: (part) =>
      new Promise((resolve) => {
        const watcher = ({ sql }: StatementInfo) => {
          if (!sql.includes(part)) return;
          watchers.delete(watcher);
          resolve();
        };
        watchers.add(watcher);
      }),
    close: async () => {
      await app.close();
      await database.remove();
    },
  };
}

/** Runs `work` with an app of its own, for a test whose settings differ; stops the app even if the test fails. */
export async function withTestApp<T>(env: Record<string, string>, work: (test: TestApp) => Promise<T>): Promise<T> {
  const test = await startTestApp(env);
  try {
    return await work(test);
  } finally {
    await test.close();
  }
}
