import { isEmail, ValidateBy, type ValidationError, validateSync } from "class-validator";
import { badArgument, badUserInput, type FieldError } from "../errors";
import { type IdPrefix, parseId } from "../ids";

/**
 * A rule for a property of an input: `check` answers what is wrong, or null.
 * Like all rules but NotNull it lets a missing value pass: what is required is in the schema.
 */
export function Rule<Value>(name: string, check: (value: Value) => string | null): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value: Value) => value == null || check(value) === null,
      defaultMessage: (args) => check(args?.value as Value) ?? "",
    },
  });
}

/** For a field that may be left out but not cleared. */
export function NotNull(): PropertyDecorator {
  return ValidateBy({
    name: "notNull",
    validator: { validate: (value) => value !== null, defaultMessage: () => "cannot be null." },
  });
}

/** Text of so many characters (code points), without characters that no database keeps as they are. */
export function Text(least: number, most: number): PropertyDecorator {
  const allowed = least > 0 ? `must have ${least} to ${most} characters.` : `must have at most ${most} characters.`;
  return Rule<string>("text", (value) => {
    // A code point is at most two units long: count, and look at each, only where it matters.
    if (value.length > 2 * most) return allowed;
    if (!value.isWellFormed() || value.includes("\0")) return "has a character that is not text.";
    const length = value.length > most || value.length < 2 * least ? [...value].length : value.length;
    if (length > most || length < least) return allowed;
    return least > 0 && value.trim() === "" ? "cannot be blank." : null;
  });
}

export function IsId(prefix: IdPrefix): PropertyDecorator {
  return Rule<string>("id", (value) => idProblem(prefix, value));
}

export function IsIdList(prefix: IdPrefix, most: number): PropertyDecorator {
  return Rule<string[]>("ids", (values) =>
    values.length > most
      ? `must have at most ${most} ids.`
      : (values.map((value) => idProblem(prefix, value)).find((problem) => problem !== null) ?? null),
  );
}

/** class-validator's own rule throws for half a surrogate pair. */
export function IsEmailAddress(): PropertyDecorator {
  return Rule<string>("isEmail", (value) =>
    value.isWellFormed() && isEmail(value) ? null : "must be an e-mail address.",
  );
}

export function IsColor(): PropertyDecorator {
  return Rule<string>("color", (value) => (/^#[0-9a-f]{6}$/i.test(value) ? null : "must be a colour such as #4f46e5."));
}

/** An IANA time zone that this server knows. */
export function IsTimezone(): PropertyDecorator {
  return Rule<string>("timezone", (value) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone: value });
      return /^[A-Za-z]/.test(value) && value.length <= 64 ? null : "must be an IANA time zone, such as Europe/Berlin.";
    } catch {
      return "must be an IANA time zone, such as Europe/Berlin.";
    }
  });
}

/** The id given as an argument. @throws AppError BAD_USER_INPUT when it is malformed or of another type */
export function requireId(prefix: IdPrefix, id: string, argument: string): string {
  const problem = idProblem(prefix, id);
  if (problem) throw badArgument(argument, problem, "id");
  return id;
}

function idProblem(prefix: IdPrefix, value: string): string | null {
  return parseId(prefix, value) ? null : `must be an id that begins with ${prefix}_.`;
}

/**
 * TypeGraphQL's hook for validating arguments: checks mutation inputs by their rules.
 * @throws AppError BAD_USER_INPUT with every broken rule
 */
export function validateInput(value: unknown): void {
  if (!(value instanceof Object) || !value.constructor.name.endsWith("Input")) return;
  const errors = validateSync(value, { forbidUnknownValues: false });
  if (errors.length > 0) throw badUserInput(errors.flatMap((error) => fieldErrors(error, ["input"])));
}

function fieldErrors(error: ValidationError, parent: (string | number)[]): FieldError[] {
  const path = [...parent, error.property];
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({ path, message, rule }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, path))];
}
