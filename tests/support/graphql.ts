/** An error as clients get it. */
export interface GraphQLFault {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; requestId: string; [detail: string]: unknown };
}

export interface Answer<Data> {
  status: number;
  headers: Headers;
  data: Data | null;
  errors: GraphQLFault[] | undefined;
}

/** Sends one operation over HTTP; without a token, as nobody. @throws TypeError when no answer comes */
export async function send<Data>(
  url: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token !== null && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data = null, errors } = (await response.json()) as { data?: Data | null; errors?: GraphQLFault[] };
  return { status: response.status, headers: response.headers, data, errors };
}

/** The data of an operation that must succeed. */
export async function ask<Data>(
  url: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors } = await send<Data>(url, token, query, variables);
  if (errors || data === null) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
  return data;
}
