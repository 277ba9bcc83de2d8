import { measure } from "./measure.mjs";

/**
 * Measures every server by one operation, in turns, so that what else the machine does meets all alike. Answers the
 * medians by server, and their ratios to the first server's CPU: the median of the ratios round by round.
 */
export async function runRounds(scene, operation, { connections, rounds, roundMs, warmMs, least }, say) {
  const able = scene.servers.filter((server) => server.operations.includes(operation));
  // No two rounds of a mutation may use the same idempotency keys.
  const optionsOf = (ms, atLeast) => ({ operation, connections, ms, least: atLeast, seed: scene.nextSeed() });
  // Code is compiled as it is used: so servers are not compared by time, but by requests before the first round.
  for (const server of able) await scene.generator.run({ server, ...optionsOf(warmMs, 10 * least) });
  const results = new Map(able.map((server) => [server.name, []]));
  for (let round = 0; round < rounds; round++) {
    // Each goes first, and follows each other, as often as may be.
    const turn = able.map((_, i) => able[(i + round) % able.length]);
    for (const server of turn) results.get(server.name).push(await measure(scene, server, optionsOf(roundMs, least)));
    say(
      `${operation} ${round + 1}/${rounds}: ${able.map(({ name }) => `${name} ${Math.round(results.get(name).at(-1).cpuUs)}`).join(", ")} µs`,
    );
  }
  const limits = results.get(able[0].name);
  return able.map(({ name }) => {
    const own = results.get(name);
    const figures = Object.keys(own[0]).map((figure) => [figure, median(own.map((each) => each[figure]))]);
    return {
      operation,
      server: name,
      ...Object.fromEntries(figures),
      ratio: median(own.map(({ cpuUs }, i) => cpuUs / limits[i].cpuUs)),
    };
  });
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
