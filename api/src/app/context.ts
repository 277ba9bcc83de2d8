import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { v7 as uuid } from "uuid";
import type { RefreshCookie } from "../modules/auth/refreshCookie";
import type { Authenticate } from "../platform/auth/authenticate";
import type { Client } from "../platform/auth/client";
import type { Viewer } from "../platform/auth/viewer";
import type { Database } from "../platform/db/database";
import type { Context, Loaders } from "../platform/graphql/context";
import type { LoaderEnv } from "../platform/graphql/loaders";
import { clientOf } from "../platform/http/client";
import type { SocketSession } from "../platform/ws/socketSession";

interface ContextDeps {
  db: Database;
  loaders: (env: LoaderEnv) => Loaders;
  authenticate: Authenticate;
  cookie: RefreshCookie;
}

/** Makes what resolvers are given: once an HTTP request, once an operation and event of a socket. */
export function createContextFactory({ db, loaders, authenticate, cookie }: ContextDeps) {
  /** The part of a context that reads. */
  const reading = (viewer: Viewer | null) => {
    const open = () => loaders({ reader: viewer ? db.read(viewer) : db.readLatest(), viewer });
    return {
      viewer,
      loaders: open(),
      renewLoaders() {
        this.loaders = open();
      },
    };
  };
  const ofSession = (session: SocketSession, client: Client, lastEventId: string | null): Context => ({
    // A viewer of its own for each operation: what it must see is looked up once for each.
    ...reading(session.viewer && { ...session.viewer }),
    signedInAs: null,
    requestId: uuid(),
    client,
    ending: session.ending,
    lastEventId,
    outlet: null,
    setRefreshToken: null,
  });
  return {
    /** @throws AppError UNAUTHENTICATED when the request's credential is refused */
    async ofRequest(request: FastifyRequest, reply: FastifyReply): Promise<Context> {
      const viewer = await authenticate(authorizationOf(request));
      return {
        ...reading(viewer),
        signedInAs: null,
        requestId: request.id,
        client: clientOf(request),
        ending: null,
        lastEventId: null,
        outlet: null,
        setRefreshToken: (token) => cookie.set(reply, token),
      };
    },

    ofSocket(request: IncomingMessage, session: SocketSession, address: string): Context {
      return ofSession(session, { address, userAgent: request.headers["user-agent"] ?? null }, null);
    },

    /** Of a request whose answer goes on. */
    ofStream(request: FastifyRequest, session: SocketSession): Context {
      const lastEventId = request.headers["last-event-id"];
      return ofSession(session, clientOf(request), typeof lastEventId === "string" && lastEventId ? lastEventId : null);
    },
  };
}

/** Several headers as one, which is then refused: Node would take the first, another server on the way the last. */
function authorizationOf({ raw }: FastifyRequest): string | undefined {
  const { rawHeaders } = raw;
  let found: string | undefined;
  // Names and values in turn. `headersDistinct` would make lists of all headers.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== "authorization") continue;
    const value = rawHeaders[at + 1] ?? "";
    found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}
