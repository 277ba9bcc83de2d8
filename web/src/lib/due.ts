import { type CalendarDay, addDays, formatDay, formatWeekday, localDay } from "./calendarDay";
import { strings } from "./strings";

export type DueTone = "overdue" | "today" | "later";

interface Due {
  readonly dueOn: CalendarDay | null;
  /** ISO instant; null on an all-day date. */
  readonly dueAt: string | null;
}

export function dueTone({ dueOn, dueAt }: Due, now: Date): DueTone {
  const today = localDay(now);
  if (dueAt) {
    if (new Date(dueAt) < now) return "overdue";
    return localDay(new Date(dueAt)) === today ? "today" : "later";
  }
  if (!dueOn || dueOn > today) return "later";
  return dueOn < today ? "overdue" : "today";
}

/** "Today", "Tomorrow", "Yesterday", a weekday within the coming week, else the date. */
export function dueLabel({ dueOn, dueAt }: Due, now: Date, locale?: string): string {
  const today = localDay(now);
  const day = dueAt ? localDay(new Date(dueAt)) : (dueOn ?? today);
  const name = dayName(day, today, locale);
  if (!dueAt) return name;
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }).format(new Date(dueAt));
  return `${name}, ${time}`;
}

function dayName(day: CalendarDay, today: CalendarDay, locale?: string): string {
  if (day === today) return strings.due.today;
  if (day === addDays(today, 1)) return strings.due.tomorrow;
  if (day === addDays(today, -1)) return strings.due.yesterday;
  if (day > today && day < addDays(today, 7)) return formatWeekday(day, locale);
  return formatDay(day, today, locale);
}
