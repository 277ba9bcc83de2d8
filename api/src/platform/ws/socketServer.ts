import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import type { ExecutionResult } from "graphql";
import { CloseCode, handleProtocols, makeServer, MessageType, stringifyMessage } from "graphql-ws";
import { v7 as uuid } from "uuid";
import { type WebSocket, WebSocketServer } from "ws";
import type { Authenticate, LiveSessions } from "../auth/authenticate";
import { AppError } from "../errors";
import type { Context, SocketEnd } from "../graphql/context";
import type { Documents } from "../graphql/limits/documents";
import { subscribeWithFreshContext } from "../graphql/subscribe";
import type { Logger } from "../observability/logger";
import { formatErrors, formatResult, prepareOperation } from "./operations";
import { SocketSession } from "./socketSession";

interface SocketServerOptions {
  documents: Documents;
  allowedOrigins: readonly string[];
  authenticate: Authenticate;
  sessions: LiveSessions;
  createContext: (request: IncomingMessage, session: SocketSession) => Context;
  logger: Logger;
}

interface Extra {
  session: SocketSession;
  request: IncomingMessage;
}

const MAX_MESSAGE_BYTES = 65_536;
const INIT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
/** How long a socket's streams get to send their last item. */
const FAREWELL_MS = 200;
/** How long the other side gets to answer the close. */
const CLOSING_MS = 1_000;
const CLOSE_CODES: Record<SocketEnd, [number, string]> = {
  SESSION_ENDED: [CloseCode.Forbidden, "Session ended"],
  SERVER_DRAINING: [1001, "Going away"],
};

/** GraphQL over WebSocket (sub-protocol graphql-transport-ws) at `/graphql`. */
export class SocketServer {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, handleProtocols });
  private readonly sessions = new Set<SocketSession>();
  private readonly protocol;

  constructor(private readonly options: SocketServerOptions) {
    const { documents, createContext, logger } = options;
    const format = (result: ExecutionResult, context: Context) => formatResult(result, context.requestId, logger);
    this.protocol = makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: ({ extra, connectionParams }) => this.connect(extra.session, connectionParams),
      onSubscribe: ({ extra }, _id, payload) => {
        const prepared = prepareOperation(documents, payload);
        if (!("schema" in prepared)) return prepared;
        return { ...prepared, contextValue: createContext(extra.request, extra.session), rootValue: extra };
      },
      subscribe: (args) => {
        const { session, request } = args.rootValue as Extra;
        return subscribeWithFreshContext(args, () => createContext(request, session));
      },
      // What was wrong with an operation before it ran; and whatever a running stream throws, which must not be told.
      onError: (_ctx, _id, _payload, errors) => formatErrors(errors, uuid(), logger),
      onNext: (_ctx, _id, _payload, args, result) => format(result, args.contextValue as Context),
    });
  }

  /** Takes over the HTTP server's upgrades. */
  attach(server: HttpServer): void {
    server.on("upgrade", (request, socket: Duplex, head) => {
      const refusal = this.refusal(request);
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
    for (const session of this.sessions) session.end("SERVER_DRAINING");
    if (this.sessions.size > 0) await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS * 2));
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
  }

  private refusal({ url, headers }: IncomingMessage): string | null {
    if (url?.split("?")[0] !== "/graphql") return "404 Not Found";
    // Browsers always say where a socket is opened from; other clients need not.
    if (headers.origin !== undefined && !this.options.allowedOrigins.includes(headers.origin)) return "403 Forbidden";
    return null;
  }

  private async connect(session: SocketSession, payload: Record<string, unknown> | undefined): Promise<boolean> {
    try {
      await session.open(payload);
      return true;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }

  private open(socket: WebSocket, request: IncomingMessage): void {
    const { authenticate, sessions, logger } = this.options;
    const session = new SocketSession(authenticate, sessions, logger, (reason) => {
      const [code, text] = CLOSE_CODES[reason];
      setTimeout(() => socket.close(code, text), FAREWELL_MS);
      setTimeout(() => socket.terminate(), FAREWELL_MS + CLOSING_MS).unref();
    });
    this.sessions.add(session);
    const stopKeepAlive = keepAlive(socket);
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) return resolve();
            socket.send(data, (error) => (error ? reject(error) : resolve()));
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) => {
          // With the default binaryType a message is one Buffer.
          socket.on("message", (data: Buffer) => {
            // Until the other side closes too, messages still come: of a session that has ended none may run.
            if (session.ending.aborted) return;
            receive(data.toString()).catch((error: unknown) => this.fail(socket, error));
          });
        },
        onPing: (payload) => this.pong(socket, session, payload),
      },
      { session, request },
    );
    socket.on("error", (error) => this.options.logger.warn("a socket failed", { error }));
    socket.once("close", (code, reason) => {
      stopKeepAlive();
      session.close();
      this.sessions.delete(session);
      void closed(code, String(reason));
    });
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

/** Ends a socket whose other side no longer answers. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on("pong", () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, KEEP_ALIVE_MS);
  timer.unref();
  return () => clearInterval(timer);
}
