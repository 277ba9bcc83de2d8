import type { GraphiQLProps } from "graphiql";
import { type ExecutionResult, type OperationDefinitionNode, OperationTypeNode, getOperationAST, parse } from "graphql";
import { createClient } from "graphql-ws";
import type { Session } from "../apollo/session";
import { type Socket, createSocket, socketUrl } from "../apollo/socket";
import { strings } from "../lib/strings";
import { sendOverHttp } from "./sendOverHttp";

type Fetcher = GraphiQLProps["fetcher"];
type Params = Parameters<Fetcher>[0];
type Options = Parameters<Fetcher>[1];
type Observable = Extract<ReturnType<Fetcher>, { subscribe: unknown }>;

interface Sink {
  readonly next: (result: ExecutionResult) => void;
  readonly error: (problem: unknown) => void;
  readonly complete: () => void;
}

/**
 * Runs what is written in the editor: as the person who is signed in, or with the Authorization
 * that stands in the headers editor. Subscriptions go over the WebSocket.
 */
export function createFetcher(session: Session): Fetcher {
  let socket: Socket | undefined;
  const clientFor = (authorization: string | undefined) => {
    if (authorization) return createClient({ url: socketUrl(session.apiOrigin), connectionParams: { authorization } });
    socket ??= createSocket(session, session.apiOrigin);
    return socket.client;
  };

  return (given, options) => {
    const headers = headersOf(options);
    const operation = operationOf(given);
    const params = { ...given, operationName: operation?.name?.value ?? given.operationName };
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return sendOverHttp(session, params, headers);
    return {
      subscribe: (sink: Sink) => {
        const stop = clientFor(headers["authorization"]).subscribe(params, {
          next: (result) => sink.next(result as ExecutionResult),
          error: (problem) => sink.error(asErrors(problem)),
          complete: () => sink.complete(),
        });
        return { unsubscribe: stop };
      },
    } as Observable;
  };
}

function headersOf(options: Options): Record<string, string> {
  const entries = Object.entries<unknown>(options?.headers ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** From the text: what GraphiQL knows of the operation is a moment older after a change of text or tab. */
function operationOf({ query, operationName }: Params): OperationDefinitionNode | null | undefined {
  try {
    const document = parse(query);
    return getOperationAST(document, operationName) ?? getOperationAST(document);
  } catch {
    return null;
  }
}

/** A list of GraphQL errors as it is; a closed connection with its code. */
function asErrors(problem: unknown): unknown {
  if (Array.isArray(problem)) return problem;
  if (problem instanceof CloseEvent) return { message: problem.reason || strings.explorer.closed, code: problem.code };
  return { message: strings.errors.network };
}
