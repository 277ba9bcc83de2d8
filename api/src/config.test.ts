import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { type Config, ConfigError, readConfig, settings } from "./config";

let dataDir: string;
beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "taskflow-config-")), "data");
});
afterEach(() => rmSync(resolve(dataDir, ".."), { recursive: true, force: true }));

const SECRETS = {
  JWT_SECRET: "kq9PzT2mVn4XbR7wLs1YhD6fJc3GaE8u",
  REFRESH_TOKEN_SECRET: "Zt5NcW8rQy2KvB6xMj9SpF3gHd7LaU1e",
};
const PRODUCTION = {
  NODE_ENV: "production",
  FRONTEND_URL: "https://tasks.example.com",
  SMTP_URL: "smtp://mail.example.com",
  ...SECRETS,
};
const read = (env: Record<string, string> = {}) => readConfig({ DATA_DIR: dataDir, ...env });

/** What is wrong with these settings, one entry for each problem. */
function problemsOf(env: Record<string, string>): string[] {
  try {
    read(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split("\n  - ").slice(1);
  }
}

describe("settings", () => {
  it("need not be given", () => {
    const origins = [
      "http://localhost:4000",
      "http://127.0.0.1:4000",
      "http://localhost:5173",
      "http://127.0.0.1:5173",
    ];
    expect(read()).toEqual<Config>({
      isProduction: false,
      host: "127.0.0.1",
      port: 4000,
      trustedProxies: [],
      dataDir,
      database: null,
      redis: null,
      readYourWritesWindowMs: 60_000,
      frontendUrl: "http://localhost:4000",
      allowedOrigins: origins,
      hasExplorer: true,
      logLevel: "info",
      accessTokens: { secret: expect.any(String) as string, lifetimeS: 900 },
      refreshTokens: { secret: expect.any(String) as string, lifetimeS: 30 * 86_400 },
      passwords: { cost: { memoryKiB: 47_104, passes: 1 }, concurrency: 2, maxWaiting: 100 },
      limits: {
        loginByAddress: { points: 100, windowS: 900 },
        loginByAccountAndAddress: { points: 10, windowS: 900 },
        loginByAccount: { points: 100, windowS: 900 },
        register: { points: 20, windowS: 3_600 },
        refresh: { points: 600, windowS: 60 },
        addMember: { points: 60, windowS: 3_600 },
        createApiToken: { points: 60, windowS: 3_600 },
        mailByAddress: { points: 20, windowS: 3_600 },
        mailByAccount: { points: 5, windowS: 3_600 },
        mailToken: { points: 60, windowS: 3_600 },
      },
      mail: { smtpUrl: null, from: "TaskFlow <no-reply@localhost>" },
      streams: { retentionMs: null },
      sockets: {
        keepAliveMs: 30_000,
        bufferBytes: 524_288,
        byAddress: 2_000,
        byViewer: 50,
        unopened: 1_000,
        initTimeoutMs: 10_000,
        maxOperations: 100,
        messagesPerS: 250,
      },
      bounds: {
        tokens: 5_000,
        depth: 20,
        fields: 1_000,
        aliases: 50,
        rootFields: 30,
        directives: 50,
        fragments: 50,
        repeats: 30,
        variableValues: 5_000,
        variableDepth: 30,
        cost: 20_000,
        introspectionCost: 10_000,
      },
      maxBodyBytes: 1_048_576,
      persistedQueries: { mode: "also", maxBytes: 4_000_000 },
      documentCacheBytes: 1_000_000,
      compileAfter: 1,
      logPollMs: 500,
      trashRetentionMs: 30 * 86_400_000,
      drainMs: 10_000,
    });
  });

  it("count as absent when they are empty", () => {
    const empty = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, ""]));
    expect(readConfig({ ...empty, DATA_DIR: dataDir, DB_HOST: "" })).toEqual(read());
  });

  it("allow one origin in production, and listen to all of the machine's addresses", () => {
    expect(read({ ...PRODUCTION, FRONTEND_URL: "https://tasks.example.com/app" })).toMatchObject({
      isProduction: true,
      host: "0.0.0.0",
      allowedOrigins: ["https://tasks.example.com"],
    });
  });

  it("send mails from the web app's host unless told otherwise", () => {
    const from = (env: Record<string, string>) => read({ FRONTEND_URL: "https://tasks.example.com", ...env }).mail.from;
    expect(from({})).toBe("TaskFlow <no-reply@tasks.example.com>");
    for (const MAIL_FROM of ["tasks@example.com", "Our tasks <tasks@example.com>"]) {
      expect(from({ MAIL_FROM })).toBe(MAIL_FROM);
    }
  });

  it("name proxies in a list", () => {
    expect(read({ TRUSTED_PROXIES: " 10.0.0.1, 192.168.0.0/16 ," }).trustedProxies).toEqual([
      "10.0.0.1",
      "192.168.0.0/16",
    ]);
  });

  it.each([
    ["NODE_ENV", "staging"],
    ["PORT", "many"],
    ["PORT", "65536"],
    ["FRONTEND_URL", "*"],
    ["FRONTEND_URL", "ftp://tasks.example.com"],
    ["LOG_LEVEL", "loud"],
    ["JWT_EXPIRES_IN", "15 minutes"],
    ["JWT_EXPIRES_IN", "0s"],
    ["REFRESH_TOKEN_EXPIRES_IN", "-1d"],
    ["JWT_SECRET", "short"],
    ["REFRESH_TOKEN_SECRET", "a".repeat(40)],
    ["PASSWORD_MEMORY_KIB", "47103"],
    ["PASSWORD_PASSES", "0"],
    ["LIMIT_REGISTER", "20"],
    ["LIMIT_REGISTER", "0/1h"],
    ["LIMIT_REGISTER", "20/25d"],
    ["SMTP_URL", "mail.example.com"],
    ["SMTP_URL", "https://mail.example.com"],
    ["MAIL_FROM", "TaskFlow"],
    ["MAIL_FROM", "TaskFlow <tasks@example.com>, <others@example.com>"],
    ["MAIL_FROM", "TaskFlow <tasks@example.com>\r\nBcc: <others@example.com>"],
    ["LOG_POLL_MS", "501"],
    ["MAX_DEPTH", "15"],
    ["MAX_TOKENS", "0"],
    ["TRUSTED_DOCUMENTS", "off"],
    ["DB_TYPE", "postgres"],
    ["DB_NAME", "task-flow"],
    ["DB_POOL_SIZE", "0"],
    ["DB_QUERY_TIMEOUT", "10"],
    ["DB_REPLICAS", "localhost:3307"],
    ["REDIS_URL", "redis.example.com:6379"],
    ["REDIS_URL", "http://redis.example.com:6379"],
    ["REDIS_CLUSTER", "redis.example.com"],
    ["REDIS_CLUSTER", "127.0.0.1:7000,127.0.0.1:70000"],
    ["REDIS_PREFIX", "{taskflow}:"],
    ["REDIS_SSL_CA", "/no/such/file.pem"],
    ["REDIS_TIMEOUT_MS", "0"],
    ["READ_YOUR_WRITES_WINDOW", "9s"],
    ["DB_REPLICA_MAX_LAG", "59s"],
    ["DB_SSL_CA", "/no/such/file.pem"],
  ])("are refused: %s=%s", (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(`${name}: `)]);
  });

  it("are refused all at once", () => {
    const problems = problemsOf({
      NODE_ENV: "production",
      PORT: "x",
      LIMIT_REFRESH: "x",
      DB_HOST: "db.example.com",
      FRONTEND_URL: "http://*.example.com",
    });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([
      "PORT",
      "LIMIT_REFRESH",
      "JWT_SECRET",
      "REFRESH_TOKEN_SECRET",
      "FRONTEND_URL",
      "SMTP_URL",
      "DB_SSL_CA",
    ]);
  });
});

describe("Redis", () => {
  const byDefault = {
    user: undefined,
    password: undefined,
    caFile: undefined,
    prefix: "taskflow:",
    commandTimeoutMs: 200,
  };

  it("is one server, a primary by its Sentinels, or a Cluster", () => {
    expect(read({ REDIS_URL: "redis://localhost", REDIS_USER: "me", REDIS_PASS: "pass" }).redis).toEqual({
      ...byDefault,
      servers: { kind: "single", url: "redis://localhost" },
      user: "me",
      password: "pass",
    });
    const sentinels = [
      { host: "10.0.0.7", port: 26_379 },
      { host: "::1", port: 26_380 },
    ];
    expect(read({ REDIS_SENTINELS: "10.0.0.7:26379, [::1]:26380", REDIS_SENTINEL_NAME: "main" }).redis).toEqual({
      ...byDefault,
      servers: { kind: "sentinel", sentinels, name: "main" },
    });
    expect(read({ REDIS_CLUSTER: "redis.example.com:7000" }).redis).toEqual({
      ...byDefault,
      servers: { kind: "cluster", nodes: [{ host: "redis.example.com", port: 7_000 }] },
    });
  });

  it("is not several of them", () => {
    expect(problemsOf({ REDIS_URL: "redis://localhost", REDIS_CLUSTER: "127.0.0.1:7000" })).toEqual([
      expect.stringContaining("REDIS_CLUSTER: "),
    ]);
  });

  it("needs the name that its Sentinels know it by", () => {
    expect(problemsOf({ REDIS_SENTINELS: "127.0.0.1:26379" })).toEqual([
      expect.stringContaining("REDIS_SENTINEL_NAME: "),
    ]);
  });
});

describe("production", () => {
  it("starts with safe settings", () => {
    expect(problemsOf(PRODUCTION)).toEqual([]);
  });

  it.each([
    ["no secret", "JWT_SECRET", ""],
    ["a short secret", "JWT_SECRET", "kq9PzT2mVn4XbR7wLs1YhD6fJc3GaE8"],
    ["a secret of few letters", "REFRESH_TOKEN_SECRET", "abcabcabcabcabcabcabcabcabcabcabcabc"],
    ["the secret of an example", "JWT_SECRET", "change-me-change-me-0123456789-abcdef"],
    ["a secret that says so", "JWT_SECRET", "my-very-secret-key-0123456789-abcdef"],
    ["one secret for both", "REFRESH_TOKEN_SECRET", SECRETS.JWT_SECRET],
    ["no server for mails", "SMTP_URL", ""],
    ["no web address", "FRONTEND_URL", ""],
    ["plain http", "FRONTEND_URL", "http://tasks.example.com"],
    ["plain http on this machine", "FRONTEND_URL", "http://localhost:4000"],
    ["any origin", "FRONTEND_URL", "*"],
    ["a wildcard origin", "FRONTEND_URL", "https://*.example.com"],
  ])("refuses %s", (_name, name, value) => {
    const problems = problemsOf({ ...PRODUCTION, [name]: value });
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem).toContain(`${name}: `);
    expect(problems.join()).not.toContain(SECRETS.JWT_SECRET);
  });

  it.each([["db.example.com"], ["10.0.0.7"], ["127.0.0.1.example.com"]])(
    "refuses the database server %s without TLS",
    (host) => {
      expect(problemsOf({ ...PRODUCTION, DB_HOST: host })).toContainEqual(expect.stringContaining("DB_SSL_CA: "));
      expect(problemsOf({ ...PRODUCTION, DB_HOST: host, DB_SSL_CA: __filename }).join()).not.toContain("DB_SSL_CA");
    },
  );

  it("refuses a replica on another machine without TLS", () => {
    const env = { ...PRODUCTION, DB_HOST: "localhost", DB_REPLICAS: "10.0.0.8:3306", REDIS_URL: "redis://localhost" };
    expect(problemsOf(env)).toEqual([expect.stringContaining("DB_SSL_CA: ")]);
    expect(problemsOf({ ...env, DB_SSL_CA: __filename })).toEqual([]);
  });

  it.each([["localhost"], ["127.0.0.1"], ["::1"], ["/run/mysqld.sock"]])(
    "needs no TLS to a database server at %s",
    (host) => {
      expect(problemsOf({ ...PRODUCTION, DB_HOST: host }).join()).not.toContain("DB_SSL_CA");
    },
  );

  const CA = __filename;

  it.each([
    ["REDIS_URL", "redis://redis.example.com:6379", "REDIS_URL"],
    ["REDIS_URL", "redis://:secret@10.0.0.7", "REDIS_URL"],
    ["REDIS_CLUSTER", "127.0.0.1:7000,10.0.0.7:7000", "REDIS_SSL_CA"],
    ["REDIS_SENTINELS", "10.0.0.7:26379", "REDIS_SSL_CA"],
  ])("refuses %s=%s without TLS", (name, value, problem) => {
    const env = { ...PRODUCTION, REDIS_SENTINEL_NAME: "main", [name]: value };
    expect(problemsOf(env)).toEqual([expect.stringContaining(`${problem}: `)]);
    expect(problemsOf({ ...env, REDIS_SSL_CA: CA })).toEqual([]);
  });

  it.each([["redis://localhost"], ["redis://127.0.0.1:6380/2"], ["redis://[::1]"], ["rediss://redis.example.com"]])(
    "takes Redis at %s",
    (REDIS_URL) => {
      expect(problemsOf({ ...PRODUCTION, REDIS_URL })).toEqual([]);
    },
  );

  it("makes no secrets", () => {
    problemsOf({ ...PRODUCTION, JWT_SECRET: "" });
    read(PRODUCTION);
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe("secrets that are not given", () => {
  it("are made on the first start, kept for the owner alone, and used from then on", () => {
    const { accessTokens, refreshTokens } = read();
    expect(accessTokens.secret.length).toBeGreaterThanOrEqual(64);
    expect(refreshTokens.secret.length).toBeGreaterThanOrEqual(64);
    expect(refreshTokens.secret).not.toBe(accessTokens.secret);
    expect(readdirSync(dataDir)).toEqual(["secrets.json"]);
    expect((statSync(join(dataDir, "secrets.json")).mode & 0o777).toString(8)).toBe("600");
    expect((statSync(dataDir).mode & 0o777).toString(8)).toBe("700");
    expect(read()).toMatchObject({ accessTokens, refreshTokens });
  });

  it("differ from one installation to the next", () => {
    expect(read({ DATA_DIR: join(dataDir, "other") }).accessTokens.secret).not.toBe(read().accessTokens.secret);
  });

  it("leave alone the one that is given", () => {
    const kept = read();
    const config = read({ JWT_SECRET: SECRETS.JWT_SECRET });
    expect([config.accessTokens.secret, config.refreshTokens.secret]).toEqual([
      SECRETS.JWT_SECRET,
      kept.refreshTokens.secret,
    ]);
  });

  it("are not made when both are given", () => {
    expect(read(SECRETS)).toMatchObject({
      accessTokens: { secret: SECRETS.JWT_SECRET },
      refreshTokens: { secret: SECRETS.REFRESH_TOKEN_SECRET },
    });
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe(".env.example", () => {
  const example = parseEnv(readFileSync(resolve(__dirname, "../../.env.example"), "utf8")) as Record<string, string>;
  // Read when the web app is built.
  const OTHERS = ["VITE_API_URL"];

  it("names every setting, and nothing else", () => {
    expect(Object.keys(example).sort()).toEqual([...Object.keys(settings.shape), ...OTHERS].sort());
  });

  it.each(Object.entries(settings.shape))("gives the default of %s", (name, setting) => {
    const given = example[name] || undefined;
    const byDefault = setting.parse(undefined);
    expect(setting.parse(given)).toEqual(byDefault);
    expect(given === undefined).toBe(
      byDefault === undefined || byDefault === "" || (Array.isArray(byDefault) && byDefault.length === 0),
    );
  });
});
