import { createHash } from "node:crypto";
import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getOperationAST,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Audience } from "./audiences";

/** Where to begin: subscriptions that began elsewhere are told the same from then on. */
const BEGINNINGS = new Set(["after", "snapshot"]);

interface Operation {
  document: DocumentNode;
  operationName?: string | null;
  variableValues?: Readonly<Record<string, unknown>> | null;
}

interface Known {
  hash: string;
  variables: readonly string[];
  isByPerson: boolean;
}

/** Tells which subscriptions have the same answers. */
export class Grouping {
  private readonly known = new WeakMap<DocumentNode, Map<string, Known>>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly audienceOf: (type: string, field: string) => Audience,
  ) {}

  /**
   * The same for subscriptions that select the same with the same variables, wherever they began; of one user where
   * something is selected that is each person's own.
   */
  keyOf({ document, operationName, variableValues }: Operation, userId: string): string {
    const { hash, variables, isByPerson } = this.look(document, operationName ?? "");
    const values = variables.map((name) => variableValues?.[name] ?? null);
    const given = values.length > 0 ? sha256(JSON.stringify(values)) : "";
    return `${hash}${given}${isByPerson ? userId : ""}`;
  }

  private look(document: DocumentNode, name: string): Known {
    const operations = this.known.get(document) ?? new Map<string, Known>();
    this.known.set(document, operations);
    const known = operations.get(name) ?? this.inspect(document, name);
    operations.set(name, known);
    return known;
  }

  private inspect(document: DocumentNode, name: string): Known {
    const operation = getOperationAST(document, name || null);
    const definitions = document.definitions.filter(
      (definition) => definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION,
    );
    const info = new TypeInfo(this.schema);
    const variables = new Set<string>();
    let isByPerson = false;
    const normal = visit(
      { ...document, definitions },
      visitWithTypeInfo(info, {
        VariableDefinition: () => null,
        Variable: ({ name: { value } }) => void variables.add(value),
        Argument: ({ name: { value } }) => (isRootField(info) && BEGINNINGS.has(value) ? null : undefined),
        Field: (field) => {
          isByPerson ||= this.isByPerson(info.getParentType(), field);
        },
      }),
    );
    return { hash: sha256(print(normal)), variables: [...variables].toSorted(), isByPerson };

    function isRootField(at: TypeInfo): boolean {
      return at.getParentType()?.name === "Subscription";
    }
  }

  private isByPerson(parent: GraphQLCompositeType | null | undefined, { name: { value: field } }: FieldNode): boolean {
    if (!parent || field.startsWith("__") || parent === this.schema.getSubscriptionType()) return false;
    const types = isAbstractType(parent) ? this.schema.getPossibleTypes(parent) : [getNamedType(parent)];
    return types.some(({ name }) => this.audienceOf(name, field) === "person");
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
