import "reflect-metadata";
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { ConfigError, loadEnvFile, readConfig } from "./config";
import { Passwords } from "./platform/auth/passwords";
import { createLogger } from "./platform/observability/logger";
import { group, Progress } from "./seed/progress";
import { SeededBefore, seedDatabase } from "./seed/seedDatabase";

const USAGE = `npm run seed -- [--tasks N] [--seed N] [--password TEXT] [--force]

Fills the database in DATA_DIR with made-up people, projects and tasks, their history included, and prints an
account to sign in with.

  --tasks N         how many tasks, 1 to 10,000,000; 1,000 when left out
  --seed N          the same number gives the same data on the same day; 1 when left out
  --password TEXT   of all made-up accounts, 8 to 128 characters; a random one when left out
  --force           also in production`;

/** The arguments cannot be used; the message says why. */
class UsageError extends Error {}

async function main(args: string[]): Promise<void> {
  const { tasks, seed, password, isForced, wantsHelp } = readArguments(args);
  if (wantsHelp) return console.log(USAGE);
  loadEnvFile();
  const config = readConfig();
  const { isProduction, passwords } = config;
  if (isProduction && !isForced) {
    throw new UsageError(
      "NODE_ENV is production: made-up accounts that can sign in do not belong there. --force adds them all the same.",
    );
  }

  const startedAt = performance.now();
  const progress = new Progress(process.stdout, tasks, "tasks");
  const options = {
    config,
    logger: createLogger({ level: config.logLevel, json: isProduction }),
    tasks,
    seed,
    password,
    passwords: new Passwords(passwords.cost, passwords),
    now: new Date(),
  };
  const { projects, events, email } = await seedDatabase({ ...options, onWritten: progress.advance });
  const took = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(
    `\n${group(tasks)} tasks in ${group(projects)} projects in ${took} s; the log has ${group(events)} events.`,
  );
  console.log(`\n  e-mail    ${email}\n  password  ${password}\n`);
}

function readArguments(args: string[]) {
  const { values } = parse(args);
  const password = values.password ?? randomBytes(9).toString("base64url");
  if (password.length < 8 || password.length > 128) throw new UsageError("--password takes 8 to 128 characters");
  return {
    tasks: readNumber("tasks", values.tasks, 1_000, 1, 10_000_000),
    seed: readNumber("seed", values.seed, 1, 0, 2 ** 32 - 1),
    password,
    isForced: values.force === true,
    wantsHelp: values.help === true,
  };
}

function parse(args: string[]) {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean" } as const;
    return parseArgs({ args, options: { tasks: text, seed: text, password: text, force: flag, help: flag } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readNumber(name: string, given: string | undefined, fallback: number, least: number, most: number): number {
  const number = given === undefined ? fallback : Number(given);
  if (given?.trim() === "" || !Number.isInteger(number) || number < least || number > most) {
    throw new UsageError(`--${name} takes a whole number from ${group(least)} to ${group(most)}`);
  }
  return number;
}

function explain(error: unknown): unknown {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
  if (error instanceof SeededBefore) return `${error.message} Seed an empty one: DATA_DIR=./data-seeded npm run seed`;
  return error instanceof ConfigError ? error.message : error;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
