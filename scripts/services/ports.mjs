import { createServer } from "node:net";

// Below 32768, where the system takes the ports of outgoing connections from: one of those could take ours while its
// server is being restarted.
const FIRST = 20_000;
const LAST = 32_000;

/** A port of 127.0.0.1 that nothing listens on and that was not handed out before. */
export async function freePort(taken) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (taken.has(port) || !(await isFree(port))) continue;
    taken.add(port);
    return port;
  }
  throw new Error(`Found no free port between ${FIRST} and ${LAST}`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
