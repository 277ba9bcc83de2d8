import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { compareServers } from "./compare.mjs";
import { loadData } from "./data.mjs";
import { startGenerator } from "./measure.mjs";
import { describeProfile, summariesOf } from "./profiles.mjs";
import { Random } from "./random.mjs";
import { writeResults } from "./results.mjs";
import { runRounds } from "./rounds.mjs";
import { ALL_GROUPS_MS, SETTLED_MS, startServers } from "./servers.mjs";
import { newSecret, startServices } from "./services.mjs";
import { tableOf } from "./table.mjs";
import { findInconsistencies } from "./traces.mjs";
import { World } from "./world.mjs";

/** All from an empty database to the table; `isAll`: also bench/RESULTS.md. */
export async function compareAndMeasure({ names, options, isAll, sections }) {
  const startedAt = performance.now();
  const say = (text) => console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s  ${text}`);
  const secret = newSecret();
  const profileFolder = options.isProfiled ? mkdtempSync(join(tmpdir(), "taskflow-bench-profiles-")) : null;
  const services = await startServices();
  const ends = [() => services.stop(), () => services.admin.end()];
  try {
    const data = await loadData(services.admin, options);
    say(`${options.tasks} tasks in ${data.projects.length} projects`);
    const world = new World(data, secret);
    const { servers, stop } = await startServers({
      ...services,
      ...options,
      secret,
      otherSecret: newSecret(),
      only: options.servers,
      profileFolder,
    });
    ends.push(stop);
    const generator = await startGenerator(data, secret);
    ends.push(() => generator.stop());
    await askAsAll(generator, servers, options);
    const settledAt = performance.now() + SETTLED_MS;
    let seed = options.seed;
    const scene = {
      servers,
      world,
      generator,
      admin: services.admin,
      databasePid: services.pid,
      nextSeed: () => ++seed,
    };
    const random = new Random(options.seed);
    let compared = await compareServers(scene, names, random, options.compared);
    say(`${compared} replies and traces are equal`);
    await sleep(Math.max(0, settledAt - performance.now()));

    const results = [];
    for (const name of names) results.push(...(await runRounds(scene, name, options, say)));
    compared += await compareServers(scene, names, random, options.compared);
    const inconsistencies = await findInconsistencies(services.admin);
    say(
      `${compared} replies and traces are equal, before and after; inconsistencies: ${inconsistencies.join(", ") || "none"}`,
    );
    console.log(tableOf(results));
    if (isAll && !options.isQuick) writeResults(results, { ...services, options, servers, compared, ...sections });
    return { ok: inconsistencies.length === 0, figures: { compared, inconsistencies, results } };
  } finally {
    for (const end of ends.reverse()) await end();
    if (profileFolder) {
      for (const profile of summariesOf(profileFolder)) console.log(describeProfile(profile));
      console.log(`The profiles are in ${profileFolder}`);
    }
  }
}

async function askAsAll(generator, servers, { connections, least, seed }) {
  for (const server of servers.filter(({ isProduct }) => isProduct))
    await generator.run({ server, operation: "one", connections, ms: ALL_GROUPS_MS, least, seed });
}
