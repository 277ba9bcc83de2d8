import { whole } from "./table.mjs";

const COLUMNS = 3;
const PANEL = { width: 300, height: 210 };
/** Around the plot in a panel. */
const MARGIN = { left: 52, right: 30, top: 34, bottom: 30 };
const HEADER = 40;
const SERIES = [
  { name: "server, CPU µs a request", figure: "cpuUs", color: "#1f5fbf", dash: "" },
  { name: "database, CPU µs a request", figure: "databaseUs", color: "#b85c00", dash: "5 3" },
];

/** The curves as a picture: a panel each, what grows on a logarithmic scale, CPU from 0. */
export function growthChart(curves) {
  const width = COLUMNS * PANEL.width;
  const height = HEADER + Math.ceil(curves.length / COLUMNS) * PANEL.height;
  const legend = SERIES.map(({ name, color, dash }, i) => {
    const x = 16 + i * 220;
    return `<line x1="${x}" y1="20" x2="${x + 26}" y2="20" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>
<text x="${x + 32}" y="24">${name}</text>`;
  });
  const panels = curves.map((curve, i) => {
    const [x, y] = [(i % COLUMNS) * PANEL.width, HEADER + Math.floor(i / COLUMNS) * PANEL.height];
    return `<g transform="translate(${x} ${y})">\n${panel(curve)}\n</g>`;
  });
  // Its own background, so that it reads on a dark page as well.
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="11" fill="#24292f">
<title>CPU µs a request as each thing grows</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${[...legend, ...panels].join("\n")}
</svg>
`;
}

function panel({ title, points }) {
  const [left, right] = [MARGIN.left, PANEL.width - MARGIN.right];
  const [top, bottom] = [MARGIN.top, PANEL.height - MARGIN.bottom];
  const step = niceStep(Math.max(...points.flatMap((point) => SERIES.map(({ figure }) => point[figure]))));
  const [low, high] = [Math.log(points[0].at), Math.log(points.at(-1).at)];
  const x = (at) => (high === low ? (left + right) / 2 : left + ((Math.log(at) - low) / (high - low)) * (right - left));
  const y = (us) => bottom - (us / (4 * step)) * (bottom - top);
  const grid = [0, 1, 2, 3, 4].map(
    (line) => `<line x1="${left}" y1="${y(line * step)}" x2="${right}" y2="${y(line * step)}" stroke="#d8dee4"/>
<text x="${left - 6}" y="${y(line * step) + 4}" text-anchor="end" fill="#57606a">${whole(line * step)}</text>`,
  );
  const ticks = points.map(
    ({ at }) =>
      `<text x="${x(at).toFixed(1)}" y="${bottom + 16}" text-anchor="middle" fill="#57606a">${whole(at)}</text>`,
  );
  const lines = SERIES.map(({ figure, color, dash }) => {
    const places = points.map((point) => `${x(point.at).toFixed(1)},${y(point[figure]).toFixed(1)}`);
    const dots = places.map((place) => `<circle cx="${place.replace(",", '" cy="')}" r="3" fill="${color}"/>`).join("");
    return `<polyline points="${places.join(" ")}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>${dots}`;
  });
  return [
    `<text x="${left}" y="18" font-size="13" font-weight="600">${title}</text>`,
    ...grid,
    ...ticks,
    ...lines,
  ].join("\n");
}

/** A quarter of what the axis shows: 1, 2, 2.5 or 5 times a power of ten, so that the largest fits. */
function niceStep(largest) {
  const power = 10 ** Math.floor(Math.log10(largest / 4));
  return [1, 2, 2.5, 5, 10].map((times) => times * power).find((step) => 4 * step >= largest);
}
