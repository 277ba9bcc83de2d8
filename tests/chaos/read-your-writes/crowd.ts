import type { ApiPair } from "../faults/apiPair";
import type { Shared } from "./people";
import { Pairs } from "./pairs";
import { Watchers } from "./watchers";

/** Everybody who uses a pair of API processes, one pair after another. */
export class Crowd {
  private readonly pairs: Pairs[] = [];
  private readonly watchers: Watchers[] = [];

  constructor(
    private readonly tokens: readonly string[],
    private readonly projects: readonly Shared[],
  ) {}

  /** All write, read and watch while `work` runs. */
  async use(apis: ApiPair, work: (pairs: Pairs) => Promise<unknown>): Promise<void> {
    const watchers = await Watchers.start(apis.urls, this.projects);
    const pairs = new Pairs(apis.urls, this.tokens);
    this.watchers.push(watchers);
    this.pairs.push(pairs);
    await work(pairs);
    await pairs.stop();
    await watchers.stop();
  }

  /** `pairs`: writes read again, `told`: events read elsewhere, `stale`: reads older than what came before them. */
  counts(): { pairs: number; told: number; stale: number } {
    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
    return {
      pairs: sum(this.pairs.map(({ done }) => done)),
      told: sum(this.watchers.map(({ told }) => told)),
      stale: sum([...this.pairs, ...this.watchers].map(({ stale }) => stale.length)),
    };
  }

  findBreaches(): string[] {
    return [...this.pairs, ...this.watchers].flatMap(({ stale, failures }) => [
      ...stale.map((text) => `stale: ${text}`),
      ...failures,
    ]);
  }
}
