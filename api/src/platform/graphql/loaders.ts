import type { Viewer } from "../auth/viewer";
import type { Reader } from "../db/database";
import type { Loaders } from "./context";

/** What a module's loaders are made from, anew for each request. */
export interface LoaderEnv {
  reader: Reader;
  viewer: Viewer | null;
}

/** A module's part of the loaders: by name, how each is made. */
export type LoaderFactories = { [Name in keyof Loaders]?: (env: LoaderEnv) => Loaders[Name] };

/** Joins the modules' loaders into one function that opens them for a request; each is made when first used. */
export function combineLoaders(parts: readonly LoaderFactories[]): (env: LoaderEnv) => Loaders {
  const prototype = {};
  for (const [name, make] of parts.flatMap((part) => Object.entries(part))) {
    if (name in prototype) throw new Error(`Two modules declare the loader ${name}`);
    Object.defineProperty(prototype, name, {
      get(this: { env: LoaderEnv }) {
        const loader: unknown = (make as (env: LoaderEnv) => unknown)(this.env);
        Object.defineProperty(this, name, { value: loader });
        return loader;
      },
    });
  }
  return (env) => Object.create(prototype, { env: { value: env } }) as Loaders;
}
