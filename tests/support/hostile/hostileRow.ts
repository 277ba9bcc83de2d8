import type { RawRequest } from "./rawRequest";

/** Someone who is signed in. */
export interface Attacker {
  token: string;
}

/** What must come of a hostile request. */
export type Outcome =
  /** Refused: HTTP's status and the error's code; null when it is refused before GraphQL. */
  | { status: number; code: string | null }
  /** Taken for what it is: data at this path of the answer equals the text, and still does when it is read again. */
  | { stored: string; at: string; read: string }
  /** Harmless: answered without an error. */
  | { answered: true };

export interface HostileRow {
  name: string;
  request: (attacker: Attacker) => RawRequest;
  outcome: Outcome;
}

export const JSON_TYPE = { "content-type": "application/json" };

export const refused = (status: number, code: string | null): Outcome => ({ status, code });
/** The document is not run at all. */
export const unparsed = refused(400, "GRAPHQL_PARSE_FAILED");
export const invalid = refused(400, "GRAPHQL_VALIDATION_FAILED");
export const tooComplex = refused(400, "QUERY_TOO_COMPLEX");
export const badRequest = refused(400, "BAD_REQUEST");
/** Variables that do not fit their types. */
export const badVariables = refused(400, "BAD_USER_INPUT");
/** One field is refused: the answer as a whole is well formed. */
export const badInput = refused(200, "BAD_USER_INPUT");
export const answered: Outcome = { answered: true };

/** A POST of an operation as that person. */
export function post(query: string, variables?: unknown, more: object = {}): HostileRow["request"] {
  return ({ token }) => ({
    headers: { ...JSON_TYPE, authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, ...(variables !== undefined && { variables }), ...more }),
  });
}

/** A POST of exactly this body. */
export function postBody(body: string | Buffer, headers: Record<string, string> = JSON_TYPE): HostileRow["request"] {
  return () => ({ headers, body });
}

export const row = (name: string, request: HostileRow["request"], outcome: Outcome): HostileRow => ({
  name,
  request,
  outcome,
});
