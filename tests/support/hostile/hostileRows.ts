import { ask } from "../graphql";
import { documentRows } from "./documentRows";
import type { Attacker, HostileRow, Outcome } from "./hostileRow";
import { type RawAnswer, sendRaw } from "./rawRequest";
import { transportRows } from "./transportRows";
import { valueRows } from "./valueRows";

/** Requests that must hurt nobody: each is refused with its code, or taken as plain data. */
export const hostileRows: readonly HostileRow[] = [...documentRows, ...transportRows, ...valueRows];

/** Names of files, and words of SQL and of JavaScript's stacks, that an answer must not have unless they were sent. */
const LEAKS = /SQLITE_|node_modules|\bat \w+ \(|\.(?:js|ts):\d+|Maximum call stack/;

interface Answered {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Sends a row's request; answers what is wrong with what came of it, or null. */
export async function tryRow(url: string, attacker: Attacker, row: HostileRow): Promise<string | null> {
  const answer = await sendRaw(url, row.request(attacker));
  if (answer.status >= 500) return `answered ${answer.status}: ${answer.text.slice(0, 200)}`;
  const leak = LEAKS.exec(answer.text);
  if (leak) return `tells of the server: ${leak[0]}`;
  return problemOf(url, attacker, row.outcome, answer);
}

async function problemOf(
  url: string,
  { token }: Attacker,
  outcome: Outcome,
  answer: RawAnswer,
): Promise<string | null> {
  const { data, errors } = parseAnswer(answer.text);
  const codes = errors?.map(({ extensions }) => extensions?.code ?? "no code") ?? [];
  const shown = `${answer.status} ${codes.join() || answer.text.slice(0, 120)}`;
  if ("code" in outcome) {
    const isRefused = outcome.code === null || (codes.length > 0 && codes.every((code) => code === outcome.code));
    return answer.status === outcome.status && isRefused ? null : `answered ${shown}`;
  }
  if (answer.status !== 200 || codes.length > 0) return `answered ${shown}`;
  if (!("stored" in outcome)) return null;
  const said = outcome.at.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], data);
  if (said !== outcome.stored) return `said ${JSON.stringify(said)}`;
  const { id } = (data as { createTask: { task: { id: string } } }).createTask.task;
  const read = await ask<{ task: Record<string, unknown> }>(
    url,
    token,
    `query ($id: ID!) { task(id: $id) { ${outcome.read} } }`,
    { id },
  );
  const kept = read.task[outcome.read];
  return kept === outcome.stored ? null : `keeps ${JSON.stringify(kept)}`;
}

function parseAnswer(text: string): Answered {
  try {
    return JSON.parse(text) as Answered;
  } catch {
    return {};
  }
}
