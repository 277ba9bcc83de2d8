/** Text as it is sorted and searched by: without case and accents. The same on every database engine. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A LIKE pattern's text with its wildcards taken literally; use with `ESCAPE '!'`. */
export function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, "!$&");
}
