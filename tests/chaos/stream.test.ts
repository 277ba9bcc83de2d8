import { breakStreams } from "./stream/stream";

// The first run on a machine downloads the servers.
jest.setTimeout(600_000);

test("all are told all that they may know, once and in order, whatever is killed, wiped, cut or stopped", async () => {
  const { ok, figures } = await breakStreams({ seconds: 20, seed: 1, calmMs: 2_000 });
  expect(figures.breaches).toEqual([]);
  expect(ok).toBe(true);
  expect(figures).toMatchObject({ lost: 0, twice: 0, outOfOrder: 0, afterRights: 0, wrong: 0 });
});
