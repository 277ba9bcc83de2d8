// A bare WebSocket server: whatever text is posted to it goes to all sockets, as the documentation of ws shows:
// https://github.com/websockets/ws#server-broadcast
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { WebSocket, WebSocketServer } from "ws";

const broadcast = async (request, response) => {
  const data = await text(request);
  for (const client of sockets.clients) if (client.readyState === WebSocket.OPEN) client.send(data, { binary: false });
  response.end();
};
const server = createServer((request, response) => void broadcast(request, response));
const sockets = new WebSocketServer({ server });
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
