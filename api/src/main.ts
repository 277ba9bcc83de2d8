import { createApp } from "./app/createApp";
import { ConfigError, loadEnvFile, readConfig } from "./config";
import { createLogger } from "./platform/observability/logger";

async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig();
  const logger = createLogger({ level: config.logLevel, json: config.isProduction });
  const app = await createApp({ config, logger });
  const address = await app.listen();
  logger.info("TaskFlow is ready", { web: config.frontendUrl, graphql: `${address}/graphql` });

  let stopping: Promise<void> | undefined;
  const stop = (signal: string) => {
    logger.info("stopping", { signal });
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

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
