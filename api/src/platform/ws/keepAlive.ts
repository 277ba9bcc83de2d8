import type { WebSocket } from "ws";

const KEEP_ALIVE_MS = 30_000;

/** Ends a socket whose other side no longer answers. Answers a function that stops it. */
export function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  // Whatever comes: behind many messages a pong takes its time.
  for (const sign of ["pong", "ping", "message"]) socket.on(sign, () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, KEEP_ALIVE_MS);
  timer.unref();
  return () => clearInterval(timer);
}
