// node bench/bench.mjs NAME…|http|growth|footprint|stream|all [--quick] [--tasks N] [--rounds N] [--seconds N] [--seed N] [--servers A,B] [--subscribers A,B] [--idle-minutes N] [--profile]
//
// Measures the product beside its peers; the last line printed is {"name", "ok", "figures"} as JSON.
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { prepare } from "../scripts/lib/prepare.mjs";
import { measureFootprint } from "./footprint.mjs";
import { measureHttpLayers } from "./httpLayer.mjs";
import { installPeers } from "./lib/installPeers.mjs";
import { OPERATIONS } from "./lib/operations.mjs";

/** Measured by themselves, without peers. */
const OTHERS = ["http", "growth", "footprint", "stream"];

const request = readArguments();
await prepare(["api"]);
await installPeers();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));

let outcome;
try {
  // What it imports is built by then.
  const { compareAndMeasure } = await import("./lib/compareAndMeasure.mjs");
  const { measureStream } = await import("./stream.mjs");
  const { measureGrowth } = await import("./lib/growth.mjs");
  const httpLayers = request.isHttp ? await measureHttpLayers(request.options) : undefined;
  const footprint = request.isFootprint ? await measureFootprint(request.options) : undefined;
  const growth = request.isGrowth ? await measureGrowth(request.growthOptions) : undefined;
  const stream = request.isStream ? await measureStream(request.streamOptions) : undefined;
  const sections = { httpLayers, growth, footprint, stream };
  outcome = request.names.length > 0 ? await compareAndMeasure({ ...request, sections }) : { ok: true, figures: {} };
  Object.assign(outcome.figures, sections);
} catch (error) {
  console.error(error);
  outcome = { ok: false, figures: { error: String(error) } };
}
// What is printed last must be out before the process ends.
await new Promise((resolve) =>
  process.stdout.write(
    `${JSON.stringify({ name: request.isAll ? "all" : request.asked.join(","), ...outcome })}\n`,
    resolve,
  ),
);
await sleep(10);
process.exit(outcome.ok ? 0 : 1);

function readArguments() {
  try {
    const number = { type: "string" };
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: "boolean" },
        profile: { type: "boolean", default: false },
        tasks: number,
        rounds: number,
        seconds: number,
        seed: number,
        servers: number,
        requests: number,
        "idle-minutes": number,
        subscribers: number,
      },
    });
    const isAll = positionals.includes("all");
    const isHttp = isAll || positionals.includes("http");
    const isGrowth = isAll || positionals.includes("growth");
    const isStream = isAll || positionals.includes("stream");
    const isFootprint = isAll || positionals.includes("footprint");
    const names = isAll ? Object.keys(OPERATIONS) : positionals.filter((name) => !OTHERS.includes(name));
    const unknown = names.filter((name) => !(name in OPERATIONS));
    if (positionals.length === 0 || unknown.length > 0)
      throw new Error(`there are: all, ${[...OTHERS, ...Object.keys(OPERATIONS)].join(", ")}`);
    const { quick: isQuick = false } = values;
    const pick = (name, quick, full) => Number(values[name] ?? (isQuick ? quick : full));
    const options = {
      tasks: pick("tasks", 20_000, 200_000),
      rounds: pick("rounds", 3, 9),
      roundMs: pick("seconds", 0.7, 4) * 1_000,
      warmMs: isQuick ? 700 : 8_000,
      least: isQuick ? 40 : 200,
      compared: isQuick ? 10 : 40,
      connections: 16,
      poolSize: 16,
      requests: pick("requests", 20_000, 1_000_000),
      seed: pick("seed", 1, 1),
      isQuick,
      isProfiled: values.profile,
      // The first is what the others are measured by.
      servers: values.servers ? ["bare", ...values.servers.split(",")] : null,
    };
    const growthOptions = {
      ...options,
      tasks: Math.max(10_000, pick("tasks", 20_000, 1_000_000)),
      rounds: pick("rounds", 3, 5),
      roundMs: pick("seconds", 0.7, 2) * 1_000,
    };
    const streamOptions = {
      ...options,
      rounds: pick("rounds", 3, 9),
      subscribers: values.subscribers ? values.subscribers.split(",").map(Number) : isQuick ? [500] : [1_000, 5_000],
      deliveries: isQuick ? 5_000 : 40_000,
      steadyS: isQuick ? 3 : 10,
      idleSockets: isQuick ? 2_000 : 10_000,
      idleMs: (isQuick ? 0 : Number(values["idle-minutes"] ?? 10)) * 60_000,
    };
    const wrong = Object.entries(options).find(([, value]) => typeof value === "number" && !(value > 0));
    if (wrong) throw new Error(`--${wrong[0]} takes a number above 0`);
    return {
      names,
      asked: positionals,
      options,
      growthOptions,
      isAll,
      isHttp,
      isGrowth,
      isFootprint,
      isStream,
      streamOptions,
    };
  } catch (error) {
    console.error(
      `npm run bench -- NAME… | all [--quick] [--tasks N] [--rounds N] [--seconds N] [--seed N] [--servers A,B] [--profile]; ${error.message}`,
    );
    return process.exit(2);
  }
}
