import { setTimeout as sleep } from "node:timers/promises";
import { curvesOf, pagesOf } from "./growthCurves.mjs";
import { GrowingData } from "./growthData.mjs";
import { GROWTH_OPERATIONS } from "./growthOperations.mjs";
import { measure, startGenerator } from "./measure.mjs";
import { requestOf } from "./operations.mjs";
import { Random } from "./random.mjs";
import { median } from "./rounds.mjs";
import { ALL_GROUPS_MS, SETTLED_MS, startServers } from "./servers.mjs";
import { newSecret, startServices } from "./services.mjs";
import { tableOfGrowth } from "./table.mjs";
import { World } from "./world.mjs";

const TOTALS = [10_000, 100_000, 1_000_000];
const FLUSH_MS = 120_000;
/** With the 96 MB of the default, loading waits for pages to be written. */
const LOG_BYTES = 2_147_483_648;

/** What the product's requests cost as one thing after another grows; prints the table. */
export async function measureGrowth(options) {
  const startedAt = performance.now();
  const say = (text) => console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s  ${text}`);
  const secret = newSecret();
  const services = await startServices();
  const { admin } = services;
  const ends = [() => services.stop(), () => admin.end()];
  try {
    await admin.query(`SET GLOBAL innodb_log_file_size = ${LOG_BYTES}`);
    const data = new GrowingData(admin, options);
    const totals = [...TOTALS.filter((total) => total < options.tasks), options.tasks];
    let scene;
    const first = { title: "tasks in the database", points: [] };
    const curves = [first];
    for (const total of totals) {
      await data.growTo(total);
      const isLast = total === totals.at(-1);
      if (isLast) await data.addViewers();
      await writePages(admin);
      say(`${total} tasks`);
      if (!scene) {
        const { servers, stop } = await startServers({
          ...services,
          ...options,
          secret,
          otherSecret: newSecret(),
          only: ["product"],
          profileFolder: null,
        });
        ends.push(stop);
        scene = { server: servers[0], admin, databasePid: services.pid };
      }
      const world = data.world();
      const generator = await startGenerator(world, secret);
      scene = { ...scene, world: new World(world, secret), generator };
      try {
        if (first.points.length === 0) await settle(scene, data, options);
        first.points.push(...(await measureCurve(scene, [pagesOf(total, data.usual)], options)));
        say(describe(first));
        for (const { title, points } of isLast ? curvesOf(data) : []) {
          curves.push({ title, points: await measureCurve(scene, points, options) });
          say(describe(curves.at(-1)));
        }
      } finally {
        generator.stop();
      }
    }
    for (const { points } of curves) {
      for (const point of points) {
        point.ratio = point.cpuUs / points[0].cpuUs;
        point.databaseRatio = point.databaseUs / points[0].databaseUs;
      }
    }
    console.log(tableOfGrowth(curves));
    const { tasks, rounds, roundMs } = options;
    return { tasks, rounds, roundMs, curves };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

function describe({ title, points }) {
  const costs = points.map(({ cpuUs, databaseUs }) => `${Math.round(cpuUs)} + ${Math.round(databaseUs)}`);
  return `${title}, server + database: ${costs.join(", ")} µs`;
}

/**
 * Requests until the product is as it mostly is: as code is compiled as it runs, the first curve's first point would tell
 * of that.
 */
async function settle({ generator, server }, { usual }, { connections, least, seed }) {
  const ms = ALL_GROUPS_MS + SETTLED_MS;
  await generator.run({ server, ...pagesOf(0, usual), connections, ms, least, seed });
}

/** Interleaved rounds of all points, each looked at and warmed before; the medians by point. */
async function measureCurve(scene, points, options) {
  let seed = options.seed;
  const roundOf = ({ operation, params, connections = options.connections }, ms) => ({
    operation,
    params,
    connections,
    ms,
    least: options.least,
    seed: ++seed,
  });
  for (const point of points) {
    await requireRows(scene, point);
    await scene.generator.run({ server: scene.server, ...roundOf(point, options.warmMs / points.length) });
  }
  const rounds = points.map(() => []);
  for (let round = 0; round < options.rounds; round++) {
    for (const [i, point] of points.entries())
      rounds[i].push(await measure(scene, scene.server, roundOf(point, options.roundMs)));
  }
  return points.map(({ at }, i) => {
    const figures = Object.keys(rounds[i][0]).map((name) => [name, median(rounds[i].map((each) => each[name]))]);
    return { at, ...Object.fromEntries(figures) };
  });
}

/** A list that had become empty would be a flat curve too. */
async function requireRows({ server, world }, { at, operation: name, params }) {
  const operation = GROWTH_OPERATIONS[name];
  const { as, variables } = operation.make(world, new Random(at), params);
  const { method, path, body } = requestOf(server, operation, variables);
  const headers = { authorization: world.authorizationOf(as), "content-type": "application/json" };
  const answer = await (await fetch(server.url + path, { method, headers, body })).json();
  const list = answer.data?.tasks ?? answer.data?.project?.tasks;
  if (list?.nodes.length !== params.first)
    throw new Error(
      `${name} at ${at} answers other than ${params.first} tasks: ${JSON.stringify(answer).slice(0, 500)}`,
    );
}

/** Until the database has written what was loaded, which it would do while it answers. */
async function writePages(admin) {
  const [[{ capacity }]] = await admin.query("SELECT @@innodb_io_capacity AS capacity");
  await admin.query(
    "SET GLOBAL innodb_io_capacity_max = 40000, GLOBAL innodb_io_capacity = 20000, GLOBAL innodb_max_dirty_pages_pct = 0",
  );
  const deadline = Date.now() + FLUSH_MS;
  for (let left = Infinity; left > 100 && Date.now() < deadline; await sleep(200)) {
    const [[row]] = await admin.query("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'");
    left = Number(row.Value);
  }
  await admin.query(`SET GLOBAL innodb_max_dirty_pages_pct = 90, GLOBAL innodb_io_capacity = ${capacity}`);
}
