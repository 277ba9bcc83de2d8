import type { Random } from "../../seed/random";

/** A request: a document and its variables. */
export interface Generated {
  query: string;
  variables: Record<string, unknown>;
}

type Damage = (generated: Generated, random: Random) => Generated;

const replaceSome =
  (pattern: RegExp, replacement: (match: string) => string): Damage =>
  ({ query, variables }, random) => {
    const matches = [...query.matchAll(pattern)];
    if (matches.length === 0) return { query, variables };
    const match = random.pick(matches);
    const at = match.index;
    return { query: query.slice(0, at) + replacement(match[0]) + query.slice(at + match[0].length), variables };
  };

const DAMAGES: readonly Damage[] = [
  // Misspelt names, unknown arguments, directives, variables and types.
  replaceSome(/\b[a-z]\w+\b/g, (name) => `${name}s`),
  replaceSome(/\(/g, () => "(unknown: 1, "),
  replaceSome(/\}/g, () => "@skip }"),
  replaceSome(/ \{/g, () => " @deprecated {"),
  replaceSome(/\$\w+/g, () => "$nobody"),
  replaceSome(/: \w+!?(?=[,)])/g, () => ": Task"),
  replaceSome(/\.\.\. on \w+/g, () => "... on PageInfo"),
  // Texts cut short or twisted.
  ({ query, variables }, random) => ({ query: query.slice(0, random.whole(0, query.length)), variables }),
  ({ query, variables }, random) => {
    const at = random.whole(0, query.length - 1);
    return {
      query: query.slice(0, at) + random.pick(["{", "}", '"', "\\", "\0", "...", "$", "é"]) + query.slice(at + 1),
      variables,
    };
  },
  // Variables that are missing, or are others.
  ({ query }) => ({ query, variables: {} }),
  ({ query, variables }, random) => {
    const names = Object.keys(variables);
    if (names.length === 0) return { query, variables };
    return {
      query,
      variables: { ...variables, [random.pick(names)]: random.pick([null, 1, "x", [], {}, true, [[1]]]) },
    };
  },
];

/** Makes one mistake in a document or its variables. */
export const damage: Damage = (generated, random) => random.pick(DAMAGES)(generated, random);
