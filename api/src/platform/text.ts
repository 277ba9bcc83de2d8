/** Text as it is sorted and searched by: without case and accents. The same on every database engine. */
export function fold(text: string): string {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // At the end of a word the small sigma has a form of its own: a prefix of a word would not be found in it.
  return folded.replaceAll("ς", "σ");
}

/** An e-mail address as it is stored and compared. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** A LIKE pattern's text with its wildcards taken literally; use with `ESCAPE '!'`. */
export function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, "!$&");
}

/** The column that text is sorted and compared by: folded, and cut to the column's length. */
export function sortKey(text: string, length: number): string {
  return fold(text).slice(0, length);
}
