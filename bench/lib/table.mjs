const COLUMNS = {
  operation: ({ operation }) => operation,
  server: ({ server }) => server,
  "CPU µs": ({ cpuUs }) => whole(cpuUs),
  "× bare": ({ ratio }) => ratio.toFixed(2),
  "requests/s": ({ perSecond }) => whole(perSecond),
  "p50 ms": ({ p50 }) => p50.toFixed(1),
  "p99 ms": ({ p99 }) => p99.toFixed(1),
  statements: ({ statements }) => statements.toFixed(1),
  "database µs": ({ databaseUs }) => whole(databaseUs),
};

const LAYER_COLUMNS = {
  layer: ({ layer }) => layer,
  "what answers": ({ what }) => what,
  "CPU µs": ({ cpuUs }) => whole(cpuUs),
  "more than node:http": ({ more }) => whole(more),
  "× node:http": ({ ratio }) => ratio.toFixed(2),
};

const GROWTH_COLUMNS = {
  curve: ({ curve }) => curve,
  at: ({ at }) => whole(at),
  "CPU µs": ({ cpuUs }) => whole(cpuUs),
  "× first": ({ ratio }) => ratio.toFixed(2),
  "database µs": ({ databaseUs }) => whole(databaseUs),
  "database × first": ({ databaseRatio }) => databaseRatio.toFixed(2),
  statements: ({ statements }) => statements.toFixed(1),
  "p50 ms": ({ p50 }) => p50.toFixed(1),
};

const STREAM_COLUMNS = {
  server: ({ server }) => server,
  subscribers: ({ subscribers }) => whole(subscribers),
  bytes: ({ bytes }) => whole(bytes),
  "CPU µs a message": ({ cpuUs }) => cpuUs.toFixed(1),
  "× ws": ({ ratio }) => ratio.toFixed(2),
  "p50 ms": ({ p50 }) => p50?.toFixed(1) ?? "",
  "p99 ms": ({ p99 }) => p99?.toFixed(1) ?? "",
  "connects/s": ({ perSecond }) => whole(perSecond),
};

/** The results as a Markdown table, which reads as well in a terminal. */
export const tableOf = (results) => tableWith(COLUMNS, results);
export const tableOfLayers = (results) => tableWith(LAYER_COLUMNS, results);
export const tableOfStreams = (results) => tableWith(STREAM_COLUMNS, results);
export const tableOfGrowth = (curves) =>
  tableWith(
    GROWTH_COLUMNS,
    curves.flatMap(({ title, points }) => points.map((point) => ({ curve: title, ...point }))),
  );

function tableWith(columns, results) {
  const names = Object.keys(columns);
  const cells = [names, ...results.map((result) => names.map((name) => columns[name](result)))];
  const widths = names.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  const isText = (at) => at < 2;
  const line = (row) =>
    `| ${row.map((cell, at) => (isText(at) ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (isText(at) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join("\n");
}

export const whole = (number) => Math.round(number).toLocaleString("en").replaceAll(",", " ");
