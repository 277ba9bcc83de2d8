import { v7 } from "uuid";
import { encodeId, type IdPrefix } from "../platform/ids";

/** Repeatable chance: the same seed gives the same numbers (mulberry32; nothing that must not be guessed). */
export class Random {
  private state: number;

  /** Each `branch` of a seed is a sequence of its own. */
  constructor(seed: number, branch = 0) {
    this.state = (seed + Math.imul(branch, 0x9e3779b9)) | 0;
  }

  /** From 0 to just below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }

  /** One of the names, each as likely as its weight is large. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries<number>(weights) as [Name, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return (entries.at(-1) as [Name, number])[0];
  }

  /** So many different items, all of them when there are fewer. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const chosen: T[] = [];
    while (chosen.length < count && left.length > 0) chosen.push(...left.splice(this.whole(0, left.length - 1), 1));
    return chosen;
  }

  /** An id as it would have been made at that instant. */
  id(prefix: IdPrefix, at: Date): string {
    const random = Uint8Array.from({ length: 16 }, () => this.whole(0, 255));
    return encodeId(prefix, v7({ msecs: at.getTime(), random }, new Uint8Array(16)));
  }
}
