/** What the benchmark tells a peer: where the database is, by which secret tokens are signed, how many connections. */
const env = process.env;

export const settings = {
  port: Number(env.PORT ?? 0),
  poolSize: Number(env.DB_POOL_SIZE ?? 10),
  secret: env.JWT_SECRET ?? "",
  lifetimeS: Number(env.JWT_LIFETIME_S ?? 900),
  database: {
    host: env.DB_HOST ?? "127.0.0.1",
    port: Number(env.DB_PORT ?? 3306),
    user: env.DB_USER ?? "taskflow",
    password: env.DB_PASS ?? "",
    database: env.DB_NAME ?? "taskflow",
  },
};

/** Statements by which a new connection becomes as the product's are. */
export const SESSION = [
  "SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO', time_zone = '+00:00'",
  "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
];

/** Prints the line by which the benchmark knows that the peer answers, and ends it on SIGTERM. */
export function announce(server, close = async () => {}) {
  server.keepAliveTimeout = 65_000;
  const { port } = server.address();
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` })}\n`);
  process.once("SIGTERM", () => {
    server.close();
    server.closeAllConnections();
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
