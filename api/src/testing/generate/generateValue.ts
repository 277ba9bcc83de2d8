import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { newId } from "../../platform/ids";
import type { Samples } from "../schemaSweep";
import type { Random } from "../../seed/random";

type Input = GraphQLArgument | GraphQLInputField;

const TEXTS = [
  "",
  " ",
  "A sample",
  "' OR 1=1; --",
  "<b>bold</b>",
  "\u202Eright to left\u202C",
  "👩‍👩‍👧 é ß ﷽",
  "a\0b",
  "half \ud800 a pair",
  "%_\\%",
  "x".repeat(501),
  "[@A](usr_01h00000000000000000000000)",
  "__proto__",
  "Europe/Berlin",
  "https://example.com/a.png",
  "#4f46e5",
  "nobody@example.com",
];
const NUMBERS = [0, 1, 2, 3, 50, 100, 101, -1, 2 ** 31 - 1, -(2 ** 31)];
const DAYS = ["2025-03-01", "2024-02-29", "0001-01-01", "9999-12-31"];
const INSTANTS = [
  "2025-03-01T09:30:00.000Z",
  "2025-03-01T09:30:00+14:00",
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
];
/** Of the wrong type nearly everywhere. */
const MISFITS = [null, true, 1.5, 1e21, -0, "nonsense", [], [[]], {}, { a: 1 }, "2025-02-30", "tsk_x"];
const KINDS: readonly [RegExp, string][] = [
  [/label/i, "lbl"],
  [/project/i, "prj"],
  [/task|parent|before|after/i, "tsk"],
  [/assignee|user|creator|owner/i, "usr"],
  [/member/i, "mem"],
  [/session/i, "ses"],
  [/comment/i, "cmt"],
  [/token/i, "tok"],
];
const DEEPEST = 4;

/** Values for arguments, most of which fit. */
export class ValueGenerator {
  constructor(
    private readonly random: Random,
    private readonly samples: Samples,
    /** How often a value is of the wrong type. */
    private readonly misfits: number,
  ) {}

  /** The arguments or input fields that are given: what is required, and some of the others. */
  of(inputs: readonly Input[], depth = 0): Record<string, unknown> {
    const given = inputs.filter(
      ({ type, defaultValue }) =>
        (isNonNullType(type) && defaultValue === undefined) || this.random.chance(depth < 2 ? 0.25 : 0.15),
    );
    return Object.fromEntries(given.map((input) => [input.name, this.value(input, input.type, depth)]));
  }

  value(input: Input, type: GraphQLInputType, depth: number): unknown {
    if (this.random.chance(this.misfits)) return this.random.pick(MISFITS);
    if (isNonNullType(type)) return this.value(input, type.ofType, depth);
    if (this.random.chance(0.03)) return null;
    if (isListType(type)) {
      return Array.from({ length: this.random.whole(0, 2) }, () => this.value(input, type.ofType, depth + 1));
    }
    if (isInputObjectType(type)) return depth >= DEEPEST ? {} : this.of(Object.values(type.getFields()), depth + 1);
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    return this.scalar(input, getNamedType(type).name);
  }

  private scalar({ name, description }: Input, type: string): unknown {
    switch (type) {
      case "ID":
        return this.id(name, description);
      case "Int":
        return this.random.pick(NUMBERS);
      case "Float":
        return this.random.pick([0.5, ...NUMBERS]);
      case "Boolean":
        return this.random.chance(0.5);
      case "Date":
        return this.random.pick(DAYS);
      case "DateTime":
        return this.random.pick(INSTANTS);
      default:
        return this.text(name);
    }
  }

  private text(name: string): unknown {
    const sample = this.samples.values[name];
    if (sample !== undefined && this.random.chance(0.5)) return sample;
    return this.random.chance(0.3) ? `A text ${this.random.whole(0, 1_000_000)}` : this.random.pick(TEXTS);
  }

  /** Mostly of the kind that the description or the name tells of. */
  private id(name: string, description: string | null | undefined): string {
    const kinds = Object.keys(this.samples.ids);
    const told = /Begins with (\w{3})_/.exec(description ?? "")?.[1] ?? KINDS.find(([word]) => word.test(name))?.[1];
    const isTold = told !== undefined && kinds.includes(told) && this.random.chance(0.9);
    const kind = isTold ? told : this.random.pick(kinds);
    return this.random.chance(0.85) ? (this.samples.ids[kind] as string) : newId(kind as "tsk");
  }
}
