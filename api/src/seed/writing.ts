import type { Random } from "./random";
import type { Theme } from "./themes";

const REASONS = [
  "This came up again in Monday's meeting.",
  "Three people asked about it this month.",
  "We promised this last quarter and have not got round to it.",
  "It blocks the next step, so let us not let it slip.",
  "Small, but it would make a visible difference.",
  "Nobody is sure how this works today; find out first.",
  "Was part of a larger task and is better done by itself.",
];
const STEPS = [
  "Ask who needs it",
  "Write down what is there now",
  "Try it with a real example",
  "Agree on a date",
  "Tell support",
  "Check the numbers",
  "Get a second pair of eyes",
  "Update the wiki",
  "Remove what is left over",
];
const ENDINGS = [
  "Done when **somebody else** has tried it.",
  "If it takes more than a day, split it.",
  "See the notes in the shared folder.",
  "Ask before changing anything that customers see.",
  "Screenshots welcome.",
  "The deadline is *not* fixed.",
];

const CLIENTS = [
  "Norwind",
  "Atelier Blau",
  "Café Zentral",
  "Kestrel Bikes",
  "Harbour Books",
  "Lumen Labs",
  "Orchard & Sons",
  "Mountain Post",
  "Paper Lantern",
  "Río Verde",
  "Sable Audio",
  "Tern Shipping",
  "Willow Clinic",
  "Zephyr Air",
  "Studio Ōki",
  "Granit Bau",
];
const FOLLOW_UPS = ["Draft", "First version of", "Questions about", "Numbers for", "Feedback on", "Final check of"];

export function writeTitle(random: Random, theme: Theme): string {
  const { verbs, objects } = random.pick(theme.phrases);
  const detail = random.chance(0.7) ? ` ${random.pick(theme.details)}` : "";
  const client = random.chance(0.3) ? `${random.pick(CLIENTS)}: ` : "";
  return `${client}${random.pick(verbs)} ${random.pick(objects)}${detail}`;
}

export function writeSubtaskTitle(random: Random, theme: Theme): string {
  return random.chance(0.5)
    ? random.pick(STEPS)
    : `${random.pick(FOLLOW_UPS)} ${random.pick(random.pick(theme.phrases).objects)}`;
}

/** Markdown of one to a few lines; null for the many tasks that have none. */
export function writeDescription(random: Random): string | null {
  if (random.chance(0.6)) return null;
  const parts = [random.pick(REASONS)];
  if (random.chance(0.4))
    parts.push(
      random
        .some(STEPS, random.whole(2, 5))
        .map((step) => `- [ ] ${step}`)
        .join("\n"),
    );
  if (random.chance(0.5)) parts.push(random.pick(ENDINGS));
  return parts.join("\n\n");
}
