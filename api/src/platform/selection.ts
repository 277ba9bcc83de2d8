/** The fields that are asked for of an object, by name, each with those of what it holds. */
export interface Selection {
  readonly fields: ReadonlyMap<string, Selection>;
}
