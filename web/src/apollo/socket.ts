import { type Client, createClient } from "graphql-ws";
import { backoffMs, sleepUntilOnline } from "../lib/backoff";
import type { Session } from "./session";

const PING_EVERY_MS = 15_000;
const PONG_WITHIN_MS = 10_000;
const NORMAL = 1000;
const FORBIDDEN = 4403;

export type ConnectionStatus = "idle" | "connected" | "reconnecting";

export interface Socket {
  readonly client: Client;
  readonly status: () => ConnectionStatus;
  readonly onStatus: (listener: () => void) => () => void;
  readonly dispose: () => void;
}

/** The WebSocket of one session: connects when the first subscription asks for it, and stays. */
export function createSocket(session: Session, apiOrigin: string): Socket {
  let status: ConnectionStatus = "idle";
  let open: WebSocket | null = null;
  let isDisposed = false;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const setStatus = (next: ConnectionStatus) => {
    status = next;
    for (const listener of listeners) listener();
  };

  const client = createClient({
    url: socketUrl(apiOrigin),
    keepAlive: PING_EVERY_MS,
    // From one screen to the next it is the same socket.
    lazyCloseTimeout: 5_000,
    retryAttempts: Infinity,
    shouldRetry: () => !isDisposed && session.token !== null,
    retryWait: (retries) => sleepUntilOnline(backoffMs(retries)),
    connectionParams: async () => {
      // Offline there is no valid token; the socket would not open either, and is tried again.
      const token = await session.validToken().catch(() => session.token);
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    on: {
      connected: (socket) => {
        open = socket as WebSocket;
        setStatus("connected");
      },
      closed: (event) => {
        open = null;
        clearTimeout(pongTimer);
        const { code } = event as CloseEvent;
        setStatus(code === NORMAL || session.token === null ? "idle" : "reconnecting");
        if (code === FORBIDDEN) session.renew().catch(() => undefined);
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
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      isDisposed = true;
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
