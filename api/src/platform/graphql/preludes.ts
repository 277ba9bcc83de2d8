import type { DocumentNode } from "graphql";
import type { Context } from "./context";
import type { Execute } from "./execution";

/** By the name of a field: what is done before anything of an operation whose document has it. */
export type Preludes = Readonly<Record<string, (context: Context) => Promise<void>>>;

/** Does the preludes of an operation first. That its text has the field's name is enough: too much does no harm. */
export function withPreludes(execute: Execute, preludes: Preludes): Execute {
  const known = new WeakMap<DocumentNode, readonly string[]>();
  const namesOf = (document: DocumentNode): readonly string[] => {
    let names = known.get(document);
    if (!names) {
      const text = document.loc?.source.body;
      names = Object.keys(preludes).filter((name) => text === undefined || text.includes(name));
      known.set(document, names);
    }
    return names;
  };
  return (args) => {
    const names = namesOf(args.document);
    if (names.length === 0) return execute(args);
    const before = names.map(async (name) => preludes[name]?.(args.contextValue as Context));
    return Promise.all(before).then(async () => execute(args));
  };
}
