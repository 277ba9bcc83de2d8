import { z } from "zod";
import type { Limit } from "./platform/auth/limiter";

/** A whole number within bounds. */
export const whole = (fallback: number, least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

/** `15m` as seconds. */
export const duration = (fallback: string) =>
  z
    .string()
    .regex(/^[1-9]\d*[smhd]$/, "must be a number followed by s, m, h or d, such as 15m")
    .default(fallback)
    .transform((text) => Number.parseInt(text, 10) * { s: 1, m: 60, h: 3_600, d: 86_400 }[text.at(-1) as "s"]);

// The limiter forgets by setTimeout, which takes no longer delay and would forget at once.
const MAX_WINDOW_S = 24 * 86_400;

/** `10/15m` as a limit. */
export const limit = (fallback: string) =>
  z
    .string()
    .regex(/^[1-9]\d*\/[1-9]\d*[smhd]$/, "must be attempts/duration, such as 10/15m")
    .default(fallback)
    .transform((text): Limit => {
      const [points, window] = text.split("/") as [string, string];
      return { points: Number(points), windowS: duration("1s").parse(window) };
    })
    .refine(({ windowS }) => windowS <= MAX_WINDOW_S, "must be within 24d");
