import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Stands before several processes: each connection goes to the next of them. */
export interface Balancer {
  readonly url: string;
  /** Whom it sends connections to, by their addresses. */
  readonly use: (urls: readonly string[]) => void;
  readonly close: () => void;
}

export async function startBalancer(): Promise<Balancer> {
  let ports: number[] = [];
  let next = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: ports[next++ % ports.length] ?? 0, host: "127.0.0.1", allowHalfOpen: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on("close", () => sockets.delete(from));
      from.on("error", () => to.destroy());
      from.pipe(to);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use: (urls) => (ports = urls.map((url) => Number(new URL(url).port))),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
