import { badInput } from "../../platform/errors";

/** `dueSort` of a task without a due date: after every instant. */
export const NO_DUE = 8_640_000_000_000_001;
const DAY_MS = 86_400_000;

/** A day and, when a time was given, the instant. */
export interface Moment {
  on: string | null;
  at: Date | null;
}

/** The day that an instant falls on in a zone, YYYY-MM-DD. */
function dayIn(timezone: string, instant: Date): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts["year"]?.padStart(4, "0")}-${parts["month"]}-${parts["day"]}`;
}

/**
 * What a change of day and instant makes of a moment; absent leaves, null clears.
 * An instant sets the day in the setter's zone; a new day alone takes the instant away.
 * @throws AppError BAD_USER_INPUT when a given day is not the given instant's, or the instant is too far away
 */
export function changeMoment(
  current: Moment,
  change: { on?: string | null | undefined; at?: Date | null | undefined },
  timezone: string,
  dayField: "dueOn" | "startOn",
): Moment {
  if (change.at) {
    const day = dayIn(timezone, change.at);
    // The year before 1 is called 1 again, and a year after 9999 has five digits.
    if (day.length > 10 || Math.abs(Date.parse(day) - change.at.getTime()) > 2 * DAY_MS) {
      throw badInput(
        dayField.replace("On", "At"),
        "must be on a day of the years 1 to 9999 in your time zone.",
        "range",
      );
    }
    if (change.on !== undefined && change.on !== day) {
      throw badInput(dayField, `must be ${day}, the day of the instant in your time zone, or be left out.`, "day");
    }
    return { on: day, at: change.at };
  }
  if (change.on !== undefined)
    return { on: change.on, at: change.on === current.on && change.at === undefined ? current.at : null };
  return { on: current.on, at: change.at === undefined ? current.at : null };
}

/** What sorting and filtering by due date goes by, in ms: the instant, else the last millisecond of the day in UTC. */
export function dueSort({ on, at }: Moment): number {
  if (at) return at.getTime();
  return on === null ? NO_DUE : Date.parse(`${on}T00:00:00.000Z`) + DAY_MS - 1;
}
