import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import type { ExecutionArgs, ExecutionResult } from "graphql";
import { CloseCode, handleProtocols, makeServer, MessageType, stringifyMessage } from "graphql-ws";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuid } from "uuid";
import { type WebSocket, WebSocketServer } from "ws";
import type { Authenticate, Credentials } from "../auth/authenticate";
import { AppError, tooManyAtOnce } from "../errors";
import type { Context, SocketEnd } from "../graphql/context";
import type { Documents } from "../graphql/limits/documents";
import type { Execute } from "../graphql/execution";
import type { Grouping } from "../graphql/grouping";
import { OperationOutlet } from "../graphql/operationOutlet";
import { subscribeWithFreshContext } from "../graphql/subscribe";
import type { Logger } from "../observability/logger";
import { toGraphQLError } from "../graphql/errors";
import { keepAlive } from "./keepAlive";
import { formatErrors, formatResult, prepareOperation } from "./operations";
import type { SocketAdmission } from "./socketAdmission";
import { SocketSender } from "./socketSender";
import { Pace } from "./pace";
import { endLittleByLittle, FAREWELL_MS, SocketSession } from "./socketSession";

interface SocketServerOptions {
  documents: Documents;
  execute: Execute;
  authenticate: Authenticate;
  credentials: Credentials;
  grouping: Grouping;
  admission: SocketAdmission;
  sockets: {
    initTimeoutMs: number;
    keepAliveMs: number;
    bufferBytes: number;
    maxOperations: number;
    messagesPerS: number;
  };
  drainMs: number;
  createContext: (request: IncomingMessage, session: SocketSession) => Context;
  logger: Logger;
}

interface Extra {
  session: SocketSession;
  request: IncomingMessage;
  socket: WebSocket;
  /** How many are being executed; more than graphql-ws knows of, as it forgets at once what a client completes. */
  operations: number;
}

const MAX_MESSAGE_BYTES = 65_536;
/** Of the text that a close may carry; one with an operation's id in it can be longer. */
const MAX_REASON_BYTES = 123;
/** How long the other side gets to answer the close. */
const CLOSING_MS = 1_000;
const CLOSE_CODES: Record<SocketEnd, [number, string]> = {
  SESSION_ENDED: [CloseCode.Forbidden, "Session ended"],
  TOO_SLOW: [CloseCode.Forbidden, "Too slow"],
  SERVER_DRAINING: [1001, "Going away"],
};

/** GraphQL over WebSocket (sub-protocol graphql-transport-ws) at `/graphql`. */
export class SocketServer {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols,
    // Pings are answered at the pace of messages.
    autoPong: false,
  });
  private readonly sessions = new Set<SocketSession>();
  private readonly admission: SocketAdmission;
  private readonly protocol;

  constructor(private readonly options: SocketServerOptions) {
    const { documents, execute, grouping, createContext, logger, sockets } = options;
    this.admission = options.admission;
    const format = (result: ExecutionResult, context: Context) => formatResult(result, context.requestId, logger);
    const outletOf = ({ session, request, socket }: Extra, id: string, args: Omit<ExecutionArgs, "contextValue">) => {
      const group = grouping.keyOf(args, session.viewer?.userId ?? "");
      const freshContext = () => createContext(request, session);
      const sender = new SocketSender(socket, request.socket, id, sockets.bufferBytes);
      return new OperationOutlet({ args, group, execute, freshContext, format }, sender);
    };
    this.protocol = makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: sockets.initTimeoutMs,
      onConnect: ({ extra, connectionParams }) => this.connect(extra, connectionParams),
      onSubscribe: ({ extra }, id, payload) => {
        extra.operations += 1;
        if (extra.operations > sockets.maxOperations)
          return [toGraphQLError(tooManyAtOnce("operations", sockets.maxOperations))];
        const prepared = prepareOperation(documents, payload);
        if (!("args" in prepared)) return prepared;
        const outlet = prepared.isSubscription ? outletOf(extra, id, prepared.args) : null;
        const contextValue = { ...createContext(extra.request, extra.session), outlet };
        return { ...prepared.args, contextValue, rootValue: extra };
      },
      subscribe: (args) => {
        const { session, request } = args.rootValue as Extra;
        return subscribeWithFreshContext(args, execute, () => createContext(request, session));
      },
      execute,
      // What was wrong with an operation before it ran; and whatever a running stream throws, which must not be told.
      onError: (_ctx, _id, _payload, errors) => formatErrors(errors, uuid(), logger),
      onNext: (_ctx, _id, _payload, args, result) => format(result, args.contextValue as Context),
    });
  }

  /** Takes over the HTTP server's upgrades. */
  attach(server: HttpServer): void {
    server.on("upgrade", (request, socket: Duplex, head) => {
      const refusal = this.admission.refusal(request, socket);
      if (refusal) {
        // Nobody else listens: without this, a client that resets the connection here would end the process.
        socket.on("error", () => socket.destroy());
        socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (webSocket) => this.open(webSocket, request));
    });
  }

  /** Tells every stream that the server is stopping, and closes every socket. */
  async drain(): Promise<void> {
    this.admission.close();
    await endLittleByLittle([...this.sessions], this.options.drainMs / 2);
    if (this.sessions.size > 0) await sleep(FAREWELL_MS * 2);
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
  }

  private async connect(
    { session, socket, request }: Extra,
    payload: Record<string, unknown> | undefined,
  ): Promise<boolean> {
    try {
      await session.open(payload);
      if (this.admission.admits(session, request.socket)) return true;
      socket.close(CloseCode.TooManyInitialisationRequests, "Too many sockets");
      return false;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }

  private open(socket: WebSocket, request: IncomingMessage): void {
    const { authenticate, credentials, logger, sockets } = this.options;
    const session = new SocketSession(authenticate, credentials, logger, (reason) => {
      const [code, text] = CLOSE_CODES[reason];
      setTimeout(() => socket.close(code, text), FAREWELL_MS);
      setTimeout(() => socket.terminate(), FAREWELL_MS + CLOSING_MS).unref();
    });
    this.sessions.add(session);
    const stopKeepAlive = keepAlive(socket, request.socket, {
      everyMs: sockets.keepAliveMs,
      onStuck: () => session.end("TOO_SLOW"),
    });
    const pace = new Pace(socket, sockets.messagesPerS);
    const extra: Extra = { session, request, socket, operations: 0 };
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) =>
          new Promise((resolve) => {
            if (socket.readyState !== socket.OPEN) return resolve();
            // What cannot be sent is nobody's any more: the network failed, and the socket closes in a moment.
            socket.send(data, () => resolve());
          }),
        close: (code, reason = "") => socket.close(code, Buffer.byteLength(reason) > MAX_REASON_BYTES ? "" : reason),
        onMessage: (receive) => {
          // With the default binaryType a message is one Buffer.
          socket.on("message", (data: Buffer, isBinary) =>
            pace.take(() => {
              // Until the other side closes too, messages still come: once the socket is to end none may run.
              if (session.ending.aborted || socket.readyState !== socket.OPEN) return;
              if (isBinary) return socket.close(CloseCode.BadRequest, "Invalid message received");
              void this.receive(socket, extra, () => receive(data.toString()));
            }),
          );
        },
        onPing: (payload) => this.pong(socket, session, payload),
      },
      extra,
    );
    socket.on("ping", (data) => pace.take(() => socket.readyState === socket.OPEN && socket.pong(data)));
    socket.on("error", (error) => this.options.logger.warn("a socket failed", { error }));
    socket.once("close", (code, reason) => {
      stopKeepAlive();
      pace.stop();
      session.close();
      this.sessions.delete(session);
      void closed(code, String(reason));
    });
  }

  /** Handles a message; one that starts an operation is handled when the operation is over. */
  private async receive(socket: WebSocket, extra: Extra, handle: () => Promise<void>): Promise<void> {
    const before = extra.operations;
    const handled = handle();
    // onSubscribe has been called by now, if it ever will be.
    const isOperation = extra.operations > before;
    try {
      await handled;
    } catch (error) {
      this.fail(socket, error);
    } finally {
      if (isOperation) extra.operations -= 1;
    }
  }

  /** A ping that carries a token renews the socket's; the pong says until when. */
  private async pong(
    socket: WebSocket,
    session: SocketSession,
    payload: Record<string, unknown> | undefined,
  ): Promise<void> {
    try {
      const expiresAt = await session.renew(payload);
      socket.send(
        stringifyMessage({
          type: MessageType.Pong,
          ...(expiresAt && { payload: { expiresAt: expiresAt.toISOString() } }),
        }),
      );
    } catch {
      socket.close(CloseCode.Forbidden, "Forbidden");
    }
  }

  private fail(socket: WebSocket, error: unknown): void {
    this.options.logger.error("a socket's message failed unexpectedly", { error });
    socket.close(CloseCode.InternalServerError, "Internal server error");
  }
}
