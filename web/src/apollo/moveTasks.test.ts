import type { InMemoryCache } from "@apollo/client";
import { buildTask, cacheWith, listedIds } from "../test/taskCache";
import { type PlacedTask, moveTasks, placeTask, removeTask } from "./placeTask";

const POSITIONS = "abcdefghijklmnop";
const tasks = [..."bdfhjln"].map((position) => ({ id: position, position }));

/** Some that are there and some that are not, some staying open, some completed, some gone. */
function someMoves(seed: number): Map<string, PlacedTask | null> {
  let state = seed;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return new Map(
    Array.from({ length: 6 }, () => {
      const id = POSITIONS.charAt(random(POSITIONS.length));
      const position = `${POSITIONS.charAt(random(POSITIONS.length))}${id}`;
      const task = buildTask({ id, position, status: random(4) === 0 ? "DONE" : "TODO" });
      return [id, random(6) === 0 ? null : task] as const;
    }),
  );
}

function moveSingly(cache: InMemoryCache, moves: ReadonlyMap<string, PlacedTask | null>) {
  for (const [id, task] of moves) {
    if (task) placeTask(cache, "prj_1", task);
    else removeTask(cache, "prj_1", id);
  }
}

const buildCache = (endCursor: string | undefined, moves: ReadonlyMap<string, PlacedTask | null>) => {
  const cache = cacheWith({ tasks, ...(endCursor !== undefined && { endCursor }) });
  // What is moved has its new place already, as when an event of it was written.
  for (const [id, task] of moves) {
    cache.modify({ id: `Task:${id}`, fields: { position: (old: string) => task?.position ?? old } });
  }
  return cache;
};

it.each([undefined, "more"])(
  "many that move at once end up as they do one after the other, in order (next page: %s)",
  (endCursor) => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const moves = someMoves(seed);
      const [together, singly] = [buildCache(endCursor, moves), buildCache(endCursor, moves)];
      moveTasks(together, "prj_1", moves);
      moveSingly(singly, moves);
      expect(listedIds(together).toSorted()).toEqual(listedIds(singly).toSorted());
      const places = listedIds(together).map((id) => moves.get(id)?.position ?? id);
      expect(places).toEqual(places.toSorted());
    }
  },
);
