import { z } from "zod";
import type { HostPort } from "./platform/localHost";
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

/** `host:port,host:port`, IPv6 in brackets. */
export function hostsOf(text: string): HostPort[] {
  const items = text.split(",").map((item) => item.trim());
  return items.filter(Boolean).map((item) => {
    const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([^:]+)):(\d{1,5})$/i.exec(item) ?? [];
    return { host: bracketed ?? plain ?? "", port: Number(port ?? 0) };
  });
}

/** `host:port,host:port` */
export const hosts = z
  .string()
  .default("")
  .transform(hostsOf)
  .refine(
    (list) => list.every(({ host, port }) => host !== "" && port >= 1 && port <= 65_535),
    "must be host:port, several of them separated by commas",
  );
