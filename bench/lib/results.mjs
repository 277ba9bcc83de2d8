import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { growthChart } from "./growthChart.mjs";
import { tableOf, tableOfGrowth, tableOfLayers } from "./table.mjs";

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

- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${cpus().length} cores (${cpus()[0]?.model.trim() || "unknown model"}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}; load generator, servers and database share it
- Node ${process.version}, MariaDB ${version} (innodb_flush_log_at_trx_commit=1, sync_binlog=1)
- Replies found equal, of ${servers.map(({ name }) => name).join(", ")}: ${compared.toLocaleString("en")}, before and after the rounds
- Peers' packages: ${packages.join(", ")}
`;
  writeFileSync(join(root, "bench", "RESULTS.md"), text);
  writeFileSync(join(root, "bench", "growth.svg"), growthChart(growth.curves));
}
