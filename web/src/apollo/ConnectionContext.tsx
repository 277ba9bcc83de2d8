import { createContext, use, useSyncExternalStore } from "react";
import type { Connection } from "./client";
import type { ConnectionStatus } from "./socket";

export const ConnectionContext = createContext<Connection | null>(null);

export function useConnectionStatus(): ConnectionStatus {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error("useConnectionStatus outside of ConnectionContext");
  const { socket } = connection;
  return useSyncExternalStore(socket.onStatus, socket.status);
}
