import { GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { AppError } from "../errors";

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: "DateTime",
  description:
    "An instant, ISO 8601 in UTC with milliseconds, e.g. 2025-03-01T09:30:00.000Z. Input may have another offset and more or fewer decimals; it is kept to the millisecond.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time.html",
  serialize: (value) => (value as Date).toISOString(),
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(textOf(node)),
});

export const DateScalar = new GraphQLScalarType<string, string>({
  name: "Date",
  description: "A calendar day without time or zone, YYYY-MM-DD.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/local-date.html",
  serialize: (value) => value as string,
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(textOf(node)),
});

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: "JSON",
  description: "Any JSON value; only in Change.fieldChanges.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc8259",
  serialize: (value) => value,
});

function parseInstant(value: unknown): Date {
  const match = typeof value === "string" ? INSTANT.exec(value) : null;
  const instant = match && isDay(match[1] as string) ? new Date(value as string) : null;
  // An offset may lead out of the years that have four digits.
  if (!instant || !isDay(instant.toISOString().split("T")[0] as string)) {
    throw new AppError("BAD_USER_INPUT", "A DateTime is an instant in ISO 8601, such as 2025-03-01T09:30:00.000Z.");
  }
  return instant;
}

function parseDay(value: unknown): string {
  if (typeof value !== "string" || !isDay(value)) {
    throw new AppError("BAD_USER_INPUT", "A Date is a day that exists, such as 2025-03-01.");
  }
  return value;
}

function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  // Day 0 of the next month is the last of this one.
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
}

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}
