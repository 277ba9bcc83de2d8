import type { ExecutionResult } from "graphql";
import { isRefusedForToken } from "../apollo/authLink";
import type { Session } from "../apollo/session";
import { strings } from "../lib/strings";

type Answer = Pick<ExecutionResult, "data" | "errors" | "extensions">;

/** One operation over HTTP. Refused for its token it was refused before anything ran: it is sent once more. */
export async function sendOverHttp(
  session: Session,
  params: object,
  headers: Record<string, string>,
): Promise<ExecutionResult> {
  const post = async (token: string | null): Promise<Answer> => {
    const response = await fetch(`${session.apiOrigin}/graphql`, {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, application/json;q=0.9",
        "content-type": "application/json",
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify(params),
    });
    return (await response.json()) as Answer;
  };

  try {
    if (headers["authorization"] || session.state.status === "signedOut") return await post(null);
    const answer = await post(await session.validToken());
    if (!isRefusedForToken(answer)) return answer;
    const token = await session.renew();
    return token === null ? answer : await post(token);
  } catch {
    return { errors: [{ message: strings.errors.network }] } as unknown as ExecutionResult;
  }
}
