import { type Client, createClient } from "graphql-ws";
import type { Session } from "./session";

const PING_EVERY_MS = 15_000;
const PONG_WITHIN_MS = 10_000;
const FORBIDDEN = 4403;

export interface Socket {
  readonly client: Client;
  readonly dispose: () => void;
}

/** The WebSocket of one session: connects when the first subscription asks for it, and stays. */
export function createSocket(session: Session, apiOrigin: string): Socket {
  let open: WebSocket | null = null;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;

  const client = createClient({
    url: socketUrl(apiOrigin),
    keepAlive: PING_EVERY_MS,
    // From one screen to the next it is the same socket.
    lazyCloseTimeout: 5_000,
    // Whoever follows a stream comes back by itself, as it alone knows with which cursor.
    retryAttempts: 0,
    connectionParams: async () => {
      // Offline there is no valid token; the socket would not open either, and is tried again.
      const token = await session.validToken().catch(() => session.token);
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    on: {
      connected: (socket) => {
        open = socket as WebSocket;
      },
      closed: (event) => {
        open = null;
        clearTimeout(pongTimer);
        if ((event as CloseEvent).code === FORBIDDEN) session.renew().catch(() => undefined);
      },
      // A connection can die without a word; silence after a ping is how that shows.
      ping: (isReceived) => {
        if (isReceived) return;
        clearTimeout(pongTimer);
        pongTimer = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer);
      },
    },
  });

  const stopRenewal = session.onToken((token) => {
    if (open?.readyState !== WebSocket.OPEN) return;
    open.send(JSON.stringify({ type: "ping", payload: { authorization: `Bearer ${token}` } }));
  });

  return {
    client,
    dispose: () => {
      stopRenewal();
      clearTimeout(pongTimer);
      void client.dispose();
    },
  };
}

/** Where the API's WebSocket is. */
export function socketUrl(apiOrigin: string): string {
  const url = new URL("/graphql", apiOrigin || location.origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
