import type { Mail } from "./mail";

/** What a mail says: a greeting, paragraphs around one link. */
export interface Letter {
  to: string;
  subject: string;
  /** Of the person written to; as they gave it, so not to be trusted. */
  name: string;
  before: readonly string[];
  link: { label: string; url: string };
  after: readonly string[];
}

/** A letter as plain text and as simple HTML; what a person wrote is text in both. */
export function composeMail({ to, subject, name, before, link, after }: Letter): Mail {
  const greeting = greet(name);
  const text = [greeting, ...before, `${link.label}:\n${link.url}`, ...after].join("\n\n");
  const paragraph = (content: string) => `<p>${content}</p>`;
  const html = [
    ...[greeting, ...before].map((line) => paragraph(escapeHtml(line))),
    paragraph(`<a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a>`),
    ...after.map((line) => paragraph(escapeHtml(line))),
  ].join("\n");
  return {
    to,
    subject,
    text: `${text}\n`,
    html: `<!doctype html>\n<html lang="en">\n<body>\n${html}\n</body>\n</html>\n`,
  };
}

/**
 * Anybody can open an account with another's address and any name: a name
 * that a mail program would show as a link is left out, or we would carry it.
 */
function greet(name: string): string {
  const line = name.replace(/[\p{C}\p{Z}\s]+/gu, " ").trim();
  return line === "" || /[/@\\:<>]|[\p{L}\p{N}]\.[\p{L}\p{N}]/u.test(line) ? "Hello," : `Hello ${line},`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
