import type { GraphQLFormattedError } from "graphql";
import type { TestApp } from "./testApp";

/** A GraphQL answer. */
export interface Answer<Data> {
  status: number;
  data: Data;
  errors: GraphQLFormattedError[] | undefined;
  headers: Headers;
}

/** Sends one operation over HTTP as a client would; `token` null sends no credential. */
export async function send<Data = Record<string, never>>(
  { url }: Pick<TestApp, "url">,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data: Data; errors?: GraphQLFormattedError[] };
  return { status: response.status, data: body.data, errors: body.errors, headers: response.headers };
}

/** As `send`, for an operation that must succeed; answers its data. */
export async function ask<Data>(
  app: Pick<TestApp, "url">,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors } = await send<Data>(app, token, query, variables);
  if (errors) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
  return data;
}
