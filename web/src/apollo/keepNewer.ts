interface Known {
  readonly version: number;
  readonly fields: () => Readonly<Record<string, unknown>>;
}

/** What belongs to the answer and not to the entity: a cursor of the lists that came with it. */
const OF_THE_ANSWER = ["streamCursor"];

/**
 * `result` with every entity that is older than what is known of it brought up to that. Fields
 * that are not known yet, and nested objects, are taken as they come.
 */
export function keepNewer<T>(result: T, newestKnown: (typename: string, id: string) => Known | null): T {
  return visit(result) as T;

  function visit(value: unknown): unknown {
    if (Array.isArray(value)) return mapChanged(value, visit);
    if (typeof value !== "object" || value === null) return value;
    return catchUp(visitFields(value as Record<string, unknown>));
  }

  function visitFields(object: Record<string, unknown>): Record<string, unknown> {
    let copy: Record<string, unknown> | null = null;
    for (const [name, field] of Object.entries(object)) {
      const visited = visit(field);
      if (visited !== field) (copy ??= { ...object })[name] = visited;
    }
    return copy ?? object;
  }

  function catchUp(object: Record<string, unknown>): Record<string, unknown> {
    const { __typename, id, version } = object;
    if (typeof __typename !== "string" || typeof id !== "string" || typeof version !== "number") return object;
    const known = newestKnown(__typename, id);
    if (!known || known.version <= version) return object;
    const newer = known.fields();
    const caughtUp = { ...object };
    for (const name of Object.keys(object)) {
      if (OF_THE_ANSWER.includes(name)) continue;
      if (name in newer && !isObject(newer[name]) && !isObject(object[name])) caughtUp[name] = newer[name];
    }
    return caughtUp;
  }
}

const isObject = (value: unknown) => typeof value === "object" && value !== null;

function mapChanged(values: unknown[], map: (value: unknown) => unknown): unknown[] {
  const mapped = values.map(map);
  return mapped.some((value, index) => value !== values[index]) ? mapped : values;
}
