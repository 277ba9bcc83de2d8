import type { TypedDocumentNode } from "@apollo/client";
import { print } from "graphql";
import { type ServerError, networkError, serverError } from "../lib/serverError";

interface GraphQLAnswer<TData> {
  readonly data?: TData | null;
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions?: Record<string, unknown> }>;
}

export type Answer<TData> =
  { readonly data: TData; readonly error?: never } | { readonly data?: never; readonly error: ServerError };

/** One request, by nobody unless a token is given. Signing in needs no cache, so the first screen loads without the client. */
export async function sendRequest<TData, TVariables>(
  apiOrigin: string,
  document: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
  accessToken: string | null = null,
): Promise<Answer<TData>> {
  let answer: GraphQLAnswer<TData>;
  try {
    const response = await fetch(`${apiOrigin}/graphql`, {
      method: "POST",
      credentials: "include",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json",
        ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }),
      },
      body: JSON.stringify({ query: print(document), variables }),
      signal: AbortSignal.timeout(30_000),
    });
    answer = (await response.json()) as GraphQLAnswer<TData>;
  } catch {
    return { error: networkError };
  }
  if (answer.errors?.length) return { error: serverError(answer.errors) };
  return answer.data ? { data: answer.data } : { error: networkError };
}
