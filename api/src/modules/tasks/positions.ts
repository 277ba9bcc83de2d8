import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/** A new position longer than this makes room around it first; 64 is what a client may meet. */
const COMFORTABLE_LENGTH = 32;

/** A position between two others; null stands for the start and the end. Null when the two leave no short one. */
export function positionBetween(low: string | null, high: string | null): string | null {
  if (low !== null && high !== null && low >= high) return null;
  const position = generateKeyBetween(low, high);
  return position.length <= COMFORTABLE_LENGTH ? position : null;
}

/** `count` positions in order between two others; null when they would be as long as those that they replace. */
export function positionsBetween(low: string | null, high: string | null, count: number): string[] | null {
  if (low !== null && high !== null && low >= high) return null;
  const positions = generateNKeysBetween(low, high, count);
  return positions.every((position) => position.length <= COMFORTABLE_LENGTH / 2) ? positions : null;
}
