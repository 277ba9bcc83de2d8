import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SHOWN = 14;

/** What a server is started with so that it leaves a CPU profile of its life in `folder` when it ends. */
export const profiling = (folder, name) => [
  "--cpu-prof",
  `--cpu-prof-dir=${folder}`,
  `--cpu-prof-name=${name}.cpuprofile`,
];

/** For each profile in a folder: where the time went, by package or part and by function, as shares of what was not idle. */
export function summariesOf(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".cpuprofile"))
    .map((file) => ({
      name: file.replace(".cpuprofile", ""),
      ...summaryOf(JSON.parse(readFileSync(join(folder, file), "utf8"))),
    }));
}

function summaryOf({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const [byPart, byFunction] = [new Map(), new Map()];
  let busy = 0;
  for (const [at, id] of samples.entries()) {
    const { functionName, url, lineNumber } = frames.get(id);
    if (functionName === "(idle)") continue;
    const us = timeDeltas[at];
    const part = partOf(functionName, url);
    busy += us;
    add(byPart, part, us);
    add(byFunction, url ? `${functionName || "(anonymous)"}  ${part}:${lineNumber + 1}` : functionName, us);
  }
  const top = (shares) =>
    [...shares]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN)
      .map(([what, us]) => ({ what, share: us / busy }));
  return { parts: top(byPart), functions: top(byFunction) };
}

function partOf(functionName, url) {
  if (!url) return functionName === "(garbage collector)" ? "garbage collector" : "native code";
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (name) return name;
  if (url.startsWith("node:")) return url.split("/").slice(0, 2).join("/");
  return /((?:api\/dist|bench\/peers)\/.*)/.exec(url)?.[1] ?? "compiled at run time";
}

function add(sums, key, us) {
  sums.set(key, (sums.get(key) ?? 0) + us);
}

export function describeProfile({ name, parts, functions }) {
  const lines = (list) => list.map(({ what, share }) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${what}`);
  return [`${name}: CPU by part`, ...lines(parts), `${name}: CPU by function, itself`, ...lines(functions)].join("\n");
}
