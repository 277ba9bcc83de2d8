import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { Payload } from "../realtime/outlet";
import { SocketSender } from "./socketSender";

it("frames messages of every length as a client reads them, in order with what the socket sends by itself", async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [socket, request] = (await once(sockets, "connection")) as [WebSocket, { socket: never }];
  const got: string[] = [];
  client.on("message", (data: Buffer) => got.push(data.toString()));
  const sender = new SocketSender(socket, request.socket, 'an "id"', 1_000);
  // Around the lengths at which the frame's head changes, with 38 bytes of the message's own around the text.
  const texts = [0, 1, 86, 87, 88, 65_490, 65_496, 65_497, 65_498, 200_000, 3].map(
    (length) => "ä".repeat(length / 2) + "x".repeat(length % 2),
  );
  for (const text of texts) {
    sender.send(new Payload(JSON.stringify(text)));
    socket.send("between");
  }
  while (got.length < 2 * texts.length) await once(client, "message");
  expect(got.filter((_, i) => i % 2 === 1)).toEqual(texts.map(() => "between"));
  expect(got.filter((_, i) => i % 2 === 0).map((message) => JSON.parse(message) as unknown)).toEqual(
    texts.map((payload) => ({ id: 'an "id"', type: "next", payload })),
  );
  client.close();
  await once(socket, "close");
  sender.send(new Payload("{}"));
  server.close();
});
