import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { WebSocket } from "ws";
import { ask } from "../../testing/client";
import { buildUser } from "../../testing/factories";
import { connect, openSocket } from "../../testing/socket";
import { startTestApp, type TestApp } from "../../testing/testApp";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ LOG_LEVEL: "silent" });
});
afterAll(() => test.close());

const init = (payload?: unknown) => ({ type: "connection_init", ...(payload !== undefined && { payload }) });
const subscribe = (id: string, query = "{ viewer { id } }") => ({ type: "subscribe", id, payload: { query } });

/** The HTTP status that an upgrade is answered with. */
async function upgrade(path: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(`${test.url.replace("http", "ws")}${path}`, "graphql-transport-ws", { headers });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("unexpected-response", (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on("open", () => {
      socket.close();
      resolve(101);
    });
  });
}

describe("an upgrade", () => {
  it.each([
    ["without an Origin", "/graphql", {}, 101],
    ["from our own pages", "/graphql", { origin: "http://localhost:4000" }, 101],
    ["with a query string", "/graphql?x=1", {}, 101],
    ["from another site", "/graphql", { origin: "https://evil.example" }, 403],
    ["from an origin that begins like ours", "/graphql", { origin: "http://localhost:4000.evil.example" }, 403],
    ["from an opaque origin", "/graphql", { origin: "null" }, 403],
    ["of another path", "/elsewhere", {}, 404],
  ])("%s is answered as it should", async (_name, path, headers, status) => {
    expect(await upgrade(path, headers as Record<string, string>)).toBe(status);
  });

  it("that is refused and breaks off does not break the server", async () => {
    const { port, hostname } = new URL(test.url);
    for (let i = 0; i < 20; i++) {
      const socket = connectTcp(Number(port), hostname);
      await once(socket, "connect");
      socket.write(
        "GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://evil.example\r\n" +
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        () => socket.resetAndDestroy(),
      );
      await once(socket, "close");
    }
    expect((await fetch(`${test.url}/healthz`)).status).toBe(200);
  });

  it("to another sub-protocol is closed at once", async () => {
    const socket = new WebSocket(`${test.url.replace("http", "ws")}/graphql`);
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(4406);
  });
});

describe("connection_init", () => {
  it.each([
    ["absent", undefined],
    ["empty", {}],
    ["about other things", { theme: "dark" }],
  ])("with a payload that is %s lets in nobody in particular", async (_name, payload) => {
    const socket = await openSocket(test);
    socket.send(init(payload));
    expect(await socket.takeType("connection_ack")).toEqual({ type: "connection_ack" });
    expect(await socket.run("{ viewer { id } }")).toEqual({ data: { viewer: null } });
    await socket.close();
  });

  it("with a token lets in its user", async () => {
    const { id, token } = await buildUser(test);
    const socket = await connect(test, token);
    expect(await socket.run("{ viewer { id } }")).toEqual({ data: { viewer: { id } } });
    await socket.close();
  });

  it.each([
    ["is made up", "Bearer garbage"],
    ["is empty", ""],
    ["is null", null],
    ["is a number", 1],
    ["is an object", { Bearer: "x" }],
    ["is an object that is no text either", { toString: null }],
  ])("with an authorization that %s closes the socket", async (_name, authorization) => {
    const socket = await openSocket(test);
    socket.send(init({ authorization }));
    expect(await socket.closed).toBe(4403);
  });

  it("a second time closes the socket", async () => {
    const socket = await connect(test, null);
    socket.send(init());
    expect(await socket.closed).toBe(4429);
  });
});

describe("a message", () => {
  it("that subscribes while the credential is being checked closes the socket", async () => {
    const { token } = await buildUser(test);
    const socket = await openSocket(test);
    socket.send(init({ authorization: `Bearer ${token}` }));
    socket.send(subscribe("a"));
    expect(await socket.closed).toBe(4401);
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty", " ", "\u0000", "x".repeat(60_000)])(
    "may give an operation any id, such as %.20s",
    async (id) => {
      const socket = await connect(test, null);
      for (let i = 0; i < 2; i++) {
        socket.send(subscribe(id));
        expect(await socket.takeType("next")).toEqual({ type: "next", id, payload: { data: { viewer: null } } });
        expect(await socket.takeType("complete")).toEqual({ type: "complete", id });
      }
      await socket.close();
    },
  );

  it("with a long id that is in use closes the socket as with any other", async () => {
    const socket = await connect(test, null);
    for (let i = 0; i < 2; i++) socket.send(subscribe("é".repeat(10_000)));
    expect(await socket.closed).toBe(4409);
    expect(test.errors).toEqual([]);
  });

  it("in a binary frame closes the socket, and what comes behind it does not run", async () => {
    const { token } = await buildUser(test);
    const socket = await connect(test, token);
    const query = `mutation { createTask(input: { title: "Behind" }) { seq } }`;
    socket.send(Buffer.from(JSON.stringify(subscribe("a", query))));
    socket.send(subscribe("b", query));
    expect(await socket.closed).toBe(4400);
    expect(await ask(test, token, "{ tasks { totalCount } }")).toEqual({ tasks: { totalCount: 0 } });
  });

  it("that subscribes before the acknowledgement closes the socket", async () => {
    const socket = await openSocket(test);
    socket.send(subscribe("a"));
    expect(await socket.closed).toBe(4401);
  });

  it("that subscribes with the id of a living operation closes the socket", async () => {
    const socket = await connect(test, null);
    socket.send(subscribe("a"));
    socket.send(subscribe("a"));
    expect(await socket.closed).toBe(4409);
  });

  it.each([
    ["no JSON", "hello"],
    ["no object", '"ping"'],
    ["without a type", "{}"],
    ["empty", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "1"],
    ["cut off", '{"type":"ping"'],
    ["two in one", '{"type":"ping"}{"type":"ping"}'],
    ["of a type that is no text", '{"type":1}'],
    ["of a type that every object has", '{"type":"constructor"}'],
    ["with its type in a prototype", '{"__proto__":{"type":"ping"}}'],
    ["deeply nested", "[".repeat(30_000)],
    ["what only a server says, without more", '{"type":"next"}'],
    ["a ping with text", '{"type":"ping","payload":"x"}'],
    ["an init with a list", '{"type":"connection_init","payload":[]}'],
    ["a complete without an id", '{"type":"complete"}'],
    ["a complete with a number for an id", '{"type":"complete","id":1}'],
    ["a subscribe with an empty id", '{"type":"subscribe","id":"","payload":{"query":"{ viewer { id } }"}}'],
    ["a subscribe with a number for an id", '{"type":"subscribe","id":1,"payload":{"query":"{ viewer { id } }"}}'],
    ["a subscribe with a list for a payload", '{"type":"subscribe","id":"a","payload":[]}'],
    ["a subscribe with a list for a query", '{"type":"subscribe","id":"a","payload":{"query":["{ viewer { id } }"]}}'],
    ["a subscribe with null for a query", '{"type":"subscribe","id":"a","payload":{"query":null}}'],
    [
      "a subscribe with text for variables",
      '{"type":"subscribe","id":"a","payload":{"query":"{ viewer { id } }","variables":"x"}}',
    ],
    [
      "a subscribe with a number for an operation's name",
      '{"type":"subscribe","id":"a","payload":{"query":"{ viewer { id } }","operationName":1}}',
    ],
    [
      "a subscribe with extensions that are a list",
      '{"type":"subscribe","id":"a","payload":{"query":"{ viewer { id } }","extensions":[]}}',
    ],
    ["of an unknown type", '{"type":"shout"}'],
    ["a subscribe without an id", '{"type":"subscribe","payload":{"query":"{ viewer { id } }"}}'],
    ["a subscribe without a payload", '{"type":"subscribe","id":"a"}'],
    ["a subscribe without a query", '{"type":"subscribe","id":"a","payload":{}}'],
    [
      "a subscribe with variables that are a list",
      '{"type":"subscribe","id":"a","payload":{"query":"{ viewer { id } }","variables":[]}}',
    ],
  ])("that is %s closes the socket", async (_name, message) => {
    const socket = await connect(test, null);
    socket.send(message);
    expect(await socket.closed).toBe(4400);
  });

  it("may have 64 KiB, and not more", async () => {
    const socket = await connect(test, null);
    const empty = JSON.stringify(subscribe("a", "{ viewer { id } } #"));
    const fill = (bytes: number) =>
      JSON.stringify(subscribe("a", `{ viewer { id } } #${"x".repeat(bytes - empty.length)}`));
    socket.send(fill(65_536));
    expect(await socket.takeType("next")).toMatchObject({ payload: { data: { viewer: null } } });
    socket.send(fill(65_537));
    expect(await socket.closed).toBe(1009);
  });

  it("that completes what is not there changes nothing", async () => {
    const socket = await connect(test, null);
    socket.send({ type: "complete", id: "never" });
    socket.send({ type: "pong" });
    expect(await socket.run("{ viewer { id } }")).toEqual({ data: { viewer: null } });
    await socket.close();
  });
});
