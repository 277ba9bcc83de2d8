import "./compiledCode";
import { createApp } from "./app/createApp";
import { ConfigError, loadEnvFile, readConfig } from "./config";
import { createLogger } from "./platform/observability/logger";

async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig();
  const logger = createLogger({ level: config.logLevel, json: config.isProduction });
  const app = await createApp({ config, logger });
  const address = await app.listen();
  if (config.isProduction) logger.info("TaskFlow is ready", { address, web: config.frontendUrl });
  else console.log(`\nTaskFlow is ready\n  web app  ${config.frontendUrl}\n  GraphQL  ${address}/graphql\n`);

  let stopping: Promise<void> | undefined;
  const stop = (signal: string) => {
    if (!stopping) logger.info("stopping", { signal });
    stopping ??= app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error("stopping failed", { error });
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

function explain(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  return code === "EADDRINUSE" ? `Port ${port} is in use. Choose another: PORT=4001 npm start` : error;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
