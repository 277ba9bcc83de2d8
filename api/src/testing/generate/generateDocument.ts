import {
  astFromValue,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  print,
} from "graphql";
import type { Samples } from "../schemaSweep";
import type { Random } from "../../seed/random";
import { damage, type Generated } from "./damage";
import { ValueGenerator } from "./generateValue";

type Field = GraphQLField<unknown, unknown>;

const DEEPEST = 4;
/** Chosen less often: a password's hash takes as long as dozens of others, and who is signed out gets no further. */
const RARE = /^(?:register|login|revoke|delete(?:Account|Project)|(?:change|reset)Password)/;

/** Makes a document of the schema that is valid, or nearly so: every fourth has mistakes. */
export function generateDocument(schema: GraphQLSchema, samples: Samples, random: Random): Generated {
  const hasMistakes = random.chance(0.25);
  const writer = new DocumentWriter(schema, random, new ValueGenerator(random, samples, hasMistakes ? 0.1 : 0));
  const generated = writer.document();
  return hasMistakes && random.chance(0.7) ? damage(generated, random) : generated;
}

class DocumentWriter {
  private readonly variables: Record<string, unknown> = {};
  private readonly declared: string[] = [];
  private readonly fragments: string[] = [];
  private names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly values: ValueGenerator,
  ) {}

  document(): Generated {
    const operation = this.random.chance(0.5) ? "mutation" : "query";
    const type = operation === "mutation" ? this.schema.getMutationType() : this.schema.getQueryType();
    const fields = Object.values(type?.getFields() ?? {});
    const roots = Array.from({ length: this.random.whole(1, 2) }, () => this.field(this.root(fields), 1));
    const header = this.declared.length > 0 ? `Generated(${this.declared.join(", ")})` : "";
    const query = [`${operation} ${header} { ${roots.join(" ")} }`, ...this.fragments].join("\n");
    return { query, variables: this.variables };
  }

  private root(fields: readonly Field[]): Field {
    const field = this.random.pick(fields);
    return RARE.test(field.name) && this.random.chance(0.95) ? this.root(fields) : field;
  }

  /** Under a name of its own, so that no two selections are to be merged. */
  private field(field: Field, depth: number): string {
    const args = Object.entries(this.values.of(field.args)).map(([name, value]) => {
      const type = field.args.find((arg) => arg.name === name)?.type as GraphQLInputType;
      return `${name}: ${this.argument(type, value)}`;
    });
    const call = args.length > 0 ? `(${args.join(", ")})` : "";
    return `${this.name("f")}: ${field.name}${call}${this.directive()} ${this.selection(getNamedType(field.type), depth)}`;
  }

  private argument(type: GraphQLInputType, value: unknown): string {
    const node = this.random.chance(0.5) ? astOf(type, value) : null;
    if (node !== null) return node;
    const name = this.name("v");
    this.declared.push(`$${name}: ${String(type)}`);
    this.variables[name] = value;
    return `$${name}`;
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    if (!isCompositeType(type)) return "";
    const parts = ["__typename"];
    const members = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [];
    for (const member of members) {
      if (this.random.chance(0.5)) parts.push(`... on ${member.name} ${this.selection(member, depth + 1)}`);
    }
    if (isObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => depth < DEEPEST || !isCompositeType(getNamedType(field.type)),
      );
      for (const field of fields) {
        const share = isCompositeType(getNamedType(field.type)) ? 0.4 / depth : 0.25;
        if (this.random.chance(share)) parts.push(this.field(field, depth + 1));
      }
      if (this.random.chance(0.1)) return `{ ...${this.fragment(type.name, parts)} }`;
    }
    return `{ ${parts.join(" ")} }`;
  }

  private fragment(type: string, parts: readonly string[]): string {
    const name = this.name("F");
    this.fragments.push(`fragment ${name} on ${type} { ${parts.join(" ")} }`);
    return name;
  }

  private directive(): string {
    return this.random.chance(0.05) ? ` @${this.random.pick(["skip", "include"])}(if: ${this.random.chance(0.5)})` : "";
  }

  private name(prefix: string): string {
    return `${prefix}${(this.names += 1)}`;
  }
}

/** As text of the language; null where there is none, as for half a surrogate or a value of the wrong type. */
function astOf(type: GraphQLInputType, value: unknown): string | null {
  try {
    const node = astFromValue(value, type);
    const text = node && print(node);
    return text?.isWellFormed() === true ? text : null;
  } catch {
    return null;
  }
}
