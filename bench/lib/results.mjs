import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { growthChart } from "./growthChart.mjs";
import { tableOf, tableOfGrowth, tableOfLayers, tableOfStreams } from "./table.mjs";

/** Writes bench/RESULTS.md, its tables, their date and machine, and the picture in it, bench/growth.svg. */
export function writeResults(results, { options, version, servers, compared, httpLayers, growth, footprint }) {
  const { dependencies } = JSON.parse(readFileSync(join(root, "bench/peers/package.json"), "utf8"));
  const versionOf = (name) =>
    JSON.parse(readFileSync(join(root, "bench/peers/node_modules", name, "package.json"), "utf8")).version;
  const packages = Object.keys(dependencies).map((name) => `${name} ${versionOf(name)}`);
  const text = `# Results

Written by \`npm run bench -- all\`; see [README.md](README.md) for what is measured. Medians of ${options.rounds} interleaved
rounds of ${options.roundMs / 1_000} s each with ${options.connections} connections, ${options.tasks.toLocaleString("en")} tasks, connection pools of ${options.poolSize}, seed ${options.seed}. CPU is that of
the server's process a request; database, that of MariaDB's. "× bare": the median of the rounds' ratios to bare.

${tableOf(results)}

## The HTTP layer

\`npm run bench -- http\`: the same trivial query, answered by each layer as it would be in production. The product's has
security headers, CORS, request ids, bounds, error rules and the compiled executor; the others have nothing of that.

${tableOfLayers(httpLayers)}

Fastify costs little more than node:http does, Apollo most of the rest, and Express more than both: so the product is
Apollo on Fastify, by a handler of its own.

## Growth

\`npm run bench -- growth\`: the product alone, ${growth.tasks.toLocaleString("en")} tasks at the end, and what a request costs as one
thing grows. Medians of ${growth.rounds} rounds of ${growth.roundMs / 1_000} s; × first: to the curve's first row.

![CPU µs a request as each thing grows](growth.svg)

${tableOfGrowth(growth.curves)}

## Start and size

\`npm run bench -- footprint\`: as \`npm start\` serves it, on the embedded database. Ready in ${footprint.readyMs} ms (median of
five starts); ${footprint.idleMb} MB resident when idle; heap after a full collection at a tenth, four tenths, seven tenths and
all of ${footprint.requests.toLocaleString("en")} requests: ${footprint.heapMb.join(", ")} MB (${footprint.bytesARequest} bytes more a request).

## How

${machine()}
- Node ${process.version}, MariaDB ${version} (innodb_flush_log_at_trx_commit=1, sync_binlog=1)
- Replies found equal, of ${servers.map(({ name }) => name).join(", ")}: ${compared.toLocaleString("en")}, before and after the rounds
- Peers' packages: ${packages.join(", ")}
`;
  writeFileSync(join(root, "bench", "RESULTS.md"), text);
  writeFileSync(join(root, "bench", "growth.svg"), growthChart(growth.curves));
}

/** Writes bench/STREAM.md: what telling of changes costs. */
export function writeStreamResults({ rows, slow, idle, away }, { rounds, steadyS, idleMs }) {
  const ms = (number) => `${number.toFixed(1)} ms`;
  const text = `# Results of the stream

Written by \`npm run bench -- stream\`: changes of one project, told to many over WebSocket. ws: a bare broadcast of the same bytes;
graphql-ws + PubSub: the usual way, each subscriber's selection executed for each event, on data that is in memory. CPU is that of the
process that tells, a delivered message: medians of ${rounds} interleaved rounds; the product's changes are made in another process of it.
Delays: from sending the change to having the message, at ten events a second for ${steadyS} s.

${tableOfStreams(rows)}

- Slow readers, 50 of ${rows[0].subscribers}, who read nothing of events of 100 kB: ${Math.max(0, slow.grownMb).toFixed(0)} MB more; the others' p99 ${ms(slow.p99)} instead of ${ms(slow.usualP99)} (${slow.ratio.toFixed(2)} ×)
- Idle: ${idle.sockets.toLocaleString("en")} sockets, each with a stream: ${idle.kb.toFixed(1)} kB each, ${Math.round(idle.perSecond)} opened a second, ${idle.dropped} dropped in ${(idleMs / 60_000).toFixed(0)} minutes
- From one process to another: p50 ${ms(away.usual.p50)}, p99 ${ms(away.usual.p99)}; with Redis killed p50 ${ms(away.polled.p50)}, p99 ${ms(away.polled.p99)}, and all ${away.polled.messages} messages come

${machine()}
- Node ${process.version}
`;
  writeFileSync(join(root, "bench", "STREAM.md"), text);
}

function machine() {
  return `- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${cpus().length} cores (${cpus()[0]?.model.trim() || "unknown model"}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}; load generator, servers and database share it`;
}
