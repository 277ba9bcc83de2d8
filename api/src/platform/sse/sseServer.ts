import type { FastifyReply, FastifyRequest } from "fastify";
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from "graphql";
import type { SubscribePayload } from "graphql-ws";
import type { Authenticate, Credentials } from "../auth/authenticate";
import { AppError, tooManyAtOnce, unavailable } from "../errors";
import type { Context } from "../graphql/context";
import { toGraphQLError } from "../graphql/errors";
import type { Execute } from "../graphql/execution";
import type { Grouping } from "../graphql/grouping";
import type { Documents } from "../graphql/limits/documents";
import { OperationOutlet } from "../graphql/operationOutlet";
import { cursorOf, subscribeWithFreshContext } from "../graphql/subscribe";
import { STATUS_CODES } from "../http/errorBody";
import type { Logger } from "../observability/logger";
import { formatErrors, formatResult, prepareOperation } from "../ws/operations";
import type { SocketAdmission } from "../ws/socketAdmission";
import { endLittleByLittle, FAREWELL_MS, SocketSession } from "../ws/socketSession";
import { EventStream } from "./eventStream";

interface SseServerOptions {
  documents: Documents;
  execute: Execute;
  grouping: Grouping;
  admission: SocketAdmission;
  authenticate: Authenticate;
  credentials: Credentials;
  sockets: { keepAliveMs: number; bufferBytes: number };
  drainMs: number;
  createContext: (request: FastifyRequest, session: SocketSession) => Context;
  logger: Logger;
}

/**
 * `POST /graphql/stream`: one operation by one request whose answer goes on, as server-sent events: `next` for each result, then `complete`
 * (GraphQL over SSE, distinct connections). Its credential is the request's; it ends when that does.
 */
export class SseServer {
  private readonly sessions = new Set<SocketSession>();

  constructor(private readonly options: SseServerOptions) {}

  /** Answers a request; one that is refused is answered by JSON. */
  async handle(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { documents, authenticate, credentials, logger, admission, sockets } = this.options;
    const refuse = async (status: number, errors: readonly GraphQLError[]) => {
      await reply.code(status).send({ errors: formatErrors(errors, request.id, logger) });
    };
    const refuseWith = async (error: AppError) => refuse(STATUS_CODES[error.code], [toGraphQLError(error)]);
    const { byAddress, byViewer } = admission.limits;
    const status = admission.take(request.raw, reply.raw);
    if (status === 429) return refuseWith(tooManyAtOnce("streams from one address", byAddress));
    if (status === 503) return refuseWith(unavailable("No more streams are opened here right now."));
    const stream = new EventStream(reply, { ...sockets, onStuck: () => session.end("TOO_SLOW") });
    const session = new SocketSession(authenticate, credentials, logger, () => {
      setTimeout(() => stream.destroy(), FAREWELL_MS).unref();
    });
    this.sessions.add(session);
    stream.onClose(() => {
      session.close();
      this.sessions.delete(session);
    });
    try {
      await session.open({ authorization: request.headers.authorization });
    } catch (error) {
      if (error instanceof AppError) return refuseWith(error);
      throw error;
    }
    const prepared = prepareOperation(documents, payloadOf(request.body));
    if (!("args" in prepared)) return refuse(400, prepared);
    if (!admission.admits(session, reply.raw)) return refuseWith(tooManyAtOnce("streams of one user", byViewer));
    stream.open();
    try {
      await this.answer(request, stream, session, prepared);
    } catch (error) {
      const failure = new GraphQLError("", { originalError: error as Error });
      await stream.write({ errors: formatErrors([failure], request.id, logger) as never }, null);
    }
    stream.complete();
  }

  /** Tells every stream that the server is stopping. */
  async drain(): Promise<void> {
    await endLittleByLittle([...this.sessions], this.options.drainMs / 2);
  }

  private async answer(
    request: FastifyRequest,
    stream: EventStream,
    session: SocketSession,
    { args, isSubscription }: { args: Omit<ExecutionArgs, "contextValue">; isSubscription: boolean },
  ): Promise<void> {
    const { execute, grouping, createContext, logger } = this.options;
    const freshContext = () => createContext(request, session);
    const format = (result: ExecutionResult, context: Context) => formatResult(result, context.requestId, logger);
    const group = grouping.keyOf(args, session.viewer?.userId ?? "");
    const outlet = new OperationOutlet({ args, group, execute, freshContext, format }, stream);
    const contextValue = { ...freshContext(), outlet };
    const run = { ...args, contextValue };
    const result = isSubscription ? await subscribeWithFreshContext(run, execute, freshContext) : await execute(run);
    if (Symbol.asyncIterator in result) {
      stream.onClose(() => void result.return?.());
      for await (const each of result) await stream.write(format(each, contextValue), cursorOf(each));
    } else await stream.write(format(result, contextValue), null);
  }
}

/** What a request asks for; what is no text, no object and so on is found out where it is used. */
function payloadOf(body: unknown): SubscribePayload {
  const { query, operationName, variables, extensions } = (body ?? {}) as Record<string, unknown>;
  const objectOf = (value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  return {
    query: typeof query === "string" ? query : "",
    operationName: typeof operationName === "string" ? operationName : undefined,
    variables: objectOf(variables),
    extensions: objectOf(extensions),
  };
}
