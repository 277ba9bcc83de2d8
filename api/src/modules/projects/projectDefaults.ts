import { fold } from "../../platform/text";

const COLORS = ["#4f46e5", "#0891b2", "#059669", "#ca8a04", "#ea580c", "#dc2626", "#c026d3", "#475569"];

/** A colour for an owner's next project, the one least recently handed out. */
export function chooseColor(projectCount: number): string {
  return COLORS[projectCount % COLORS.length] as string;
}

/** A key from a name: initials of its words or the start of its only one, numbered when taken. */
export function makeKey(name: string, taken: ReadonlySet<string>): string {
  const words =
    fold(name)
      .toUpperCase()
      .match(/[A-Z][A-Z0-9]*/g) ?? [];
  const letters = words.length > 1 ? words.map((word) => word[0]).join("") : (words[0] ?? "");
  const base = letters.length >= 2 ? letters.slice(0, words.length > 1 ? 5 : 3) : `${letters}PRJ`.slice(0, 3);
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) {
    const key = `${base}${number}`;
    if (!taken.has(key)) return key;
  }
}
