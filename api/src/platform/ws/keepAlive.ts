import type { Socket } from "node:net";
import type { WebSocket } from "ws";

interface KeepAlive {
  everyMs: number;
  /** The other side lives, but took nothing of what waits for it. */
  onStuck: () => void;
}

/** Ends a socket whose other side no longer answers. Answers a function that stops it. */
export function keepAlive(socket: WebSocket, network: Socket, { everyMs, onStuck }: KeepAlive): () => void {
  let answered = true;
  let taken = 0;
  let waited = false;
  // Whatever comes: behind many messages a pong takes its time.
  for (const sign of ["pong", "ping", "message"]) socket.on(sign, () => (answered = true));
  const timer = setInterval(() => {
    const before = taken;
    taken = network.bytesWritten - network.writableLength;
    const isWaiting = network.writableLength > 0;
    if (isWaiting && waited && taken === before) return onStuck();
    waited = isWaiting;
    // Behind what waits a ping does not get there at all.
    if (isWaiting) return;
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
