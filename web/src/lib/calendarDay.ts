/** A calendar day as the API writes it, YYYY-MM-DD, without time or zone. */
export type CalendarDay = string;

const pad = (value: number) => String(value).padStart(2, "0");

/** The day that `instant` falls on where this browser is. */
export function localDay(instant: Date): CalendarDay {
  return `${instant.getFullYear()}-${pad(instant.getMonth() + 1)}-${pad(instant.getDate())}`;
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The Monday after `day`. */
export function nextMonday(day: CalendarDay): CalendarDay {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekday === 0 ? 1 : 8 - weekday);
}

/** How a day is written in a list: with the year only when it is another one. */
export function formatDay(day: CalendarDay, today: CalendarDay, locale?: string): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(new Date(`${day}T00:00:00Z`));
}

export function formatWeekday(day: CalendarDay, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" }).format(new Date(`${day}T00:00:00Z`));
}
