import { once } from "node:events";
import { request } from "node:http";
import type { Socket } from "node:net";
import type { Message } from "./socket";
import type { TestApp } from "./testApp";

/** A WebSocket whose client does not keep to the protocol: it never answers a close. */
export class RawSocket {
  readonly closed: Promise<unknown>;
  private received = "";

  constructor(private readonly socket: Socket) {
    this.closed = once(socket, "close");
    socket.on("error", () => {});
    socket.on("data", (data: Buffer) => (this.received += data.toString("latin1")));
  }

  send(message: Message): void {
    const payload = Buffer.from(JSON.stringify(message));
    // A whole text message with a length of 16 bits, masked with zeros, which change nothing.
    const header = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0]);
    this.socket.write(Buffer.concat([header, payload]));
  }

  /** Waits until the server has sent this text. */
  async hear(text: string): Promise<void> {
    while (!this.received.includes(text)) await once(this.socket, "data");
  }
}

/** A socket that was let in with a token. */
export async function connectRaw({ url }: Pick<TestApp, "url">, token: string): Promise<RawSocket> {
  const upgrade = request(`${url}/graphql`, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-protocol": "graphql-transport-ws",
    },
  });
  const [, socket] = (await once(upgrade.end(), "upgrade")) as [unknown, Socket];
  const raw = new RawSocket(socket);
  raw.send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
  await raw.hear("connection_ack");
  return raw;
}
