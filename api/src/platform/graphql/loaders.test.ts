import { byKey, combineLoaders, groupByKey, type LoaderEnv, type LoaderFactories } from "./loaders";

const rows = [
  { id: 1, name: "one" },
  { id: 3, name: "three" },
  { id: 1, name: "again" },
];
const idOf = ({ id }: { id: number }) => id;

describe("loaders", () => {
  it("answer in the order of their keys, null where there is none", () => {
    expect(byKey([3, 2, 3], rows, idOf)).toEqual([rows[1], null, rows[1]]);
  });

  it("answer lists in the order of their keys, empty where there is none", () => {
    expect(groupByKey([3, 1, 2], rows, idOf)).toEqual([[rows[1]], [rows[0], rows[2]], []]);
    expect(groupByKey([2], rows, idOf)).toEqual([[]]);
  });

  it("are made when first used, once a request, with that request's reader", () => {
    const envs: LoaderEnv[] = [];
    const factories = { userById: (env: LoaderEnv) => ({ made: envs.push(env) }) } as unknown as LoaderFactories;
    const open = combineLoaders([factories]);
    const [first, second] = [{ viewer: null } as LoaderEnv, { viewer: null } as LoaderEnv];
    const loaders = open(first);
    expect(envs).toEqual([]);
    expect(loaders.userById).toBe(loaders.userById);
    expect(open(second).userById).not.toBe(loaders.userById);
    expect(envs).toHaveLength(2);
    expect([envs[0] === first, envs[1] === second]).toEqual([true, true]);
  });

  it("have a name each", () => {
    const factories = { lastSeqByStream: () => ({}) } as unknown as LoaderFactories;
    expect(() => combineLoaders([factories])).toThrow("Two modules declare the loader lastSeqByStream");
  });
});
