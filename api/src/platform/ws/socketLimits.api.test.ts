import { once } from "node:events";
import { WebSocket } from "ws";
import { ask } from "../../testing/client";
import { buildProject, buildUser } from "../../testing/factories";
import { connect, openSocket, type TestSocket } from "../../testing/socket";
import { startTestApp, type TestApp, withTestApp } from "../../testing/testApp";

const STREAM = "subscription ($id: ID!) { projectStream(projectId: $id) { cursor } }";
const VIEWER = "{ viewer { id } }";
const RENAME = `mutation { updateProfile(input: { name: "Later" }) { user { id } } }`;
const TOO_MANY = {
  type: "error",
  payload: [
    {
      message: expect.stringContaining("operations at once"),
      extensions: { code: "RATE_LIMITED", retryAfter: 1, requestId: expect.any(String) },
    },
  ],
};

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** Resolves when the server has handled all that was sent before. */
async function settle(socket: TestSocket): Promise<void> {
  socket.send({ type: "ping" });
  await socket.takeType("pong");
}

/** Runs `work` while time stands still for timers, except as it advances it. */
async function withTimersHeld(work: (advance: (ms: number) => void) => Promise<void>): Promise<void> {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "Date", "performance", "hrtime"] });
  try {
    await work((ms) => jest.advanceTimersByTime(ms));
  } finally {
    jest.useRealTimers();
  }
}

describe("the sockets of a user", () => {
  it("have an end, and a place when another is closed", async () => {
    await withTestApp({ LIMIT_SOCKETS_BY_VIEWER: "2" }, async (limited) => {
      const { token } = await buildUser(limited);
      const sockets = [await connect(limited, token), await connect(limited, token)];
      const third = await openSocket(limited);
      third.send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
      expect(await third.closed).toBe(4429);
      await sockets[0]?.close();
      await (await connect(limited, token)).close();
      await sockets[1]?.close();
    });
  });
});

describe("the operations of a socket", () => {
  it("can be 100; a further one is refused alone, and has a place when another has ended", async () => {
    const { id, owner } = await buildProject(test);
    const socket = await connect(test, owner.token);
    const streams = Array.from({ length: 100 }, () => socket.subscribe(STREAM, { id }));
    for (const stream of streams) await stream.next();
    for (const query of [STREAM, VIEWER, RENAME, "{ broken"]) {
      expect(await socket.subscribe(query, { id }).nextMessage()).toMatchObject(TOO_MANY);
    }
    streams[0]?.stop();
    await settle(socket);
    await socket.subscribe(STREAM, { id }).next();
    expect(await socket.subscribe(VIEWER).nextMessage()).toMatchObject(TOO_MANY);
    await socket.close();
  });

  it("are counted again from nothing on another socket of the same viewer", async () => {
    await withTestApp({ LIMIT_SOCKET_OPERATIONS: "1" }, async (limited) => {
      const { id, owner } = await buildProject(limited);
      const sockets = [await connect(limited, owner.token), await connect(limited, owner.token)];
      for (const socket of sockets) await socket.subscribe(STREAM, { id }).next();
      for (const socket of sockets) expect(await socket.subscribe(VIEWER).nextMessage()).toMatchObject(TOO_MANY);
      for (const socket of sockets) await socket.close();
    });
  });

  it("count for as long as they run, though their client has completed them", async () => {
    await withTestApp({ LIMIT_SOCKET_OPERATIONS: "3" }, async (limited) => {
      const socket = await connect(limited, (await buildUser(limited)).token);
      let letGo: () => void = () => {};
      const held = limited.app.db.transact(null, {}, () => new Promise<void>((resolve) => (letGo = resolve)));
      for (let i = 0; i < 3; i++) socket.subscribe(RENAME).stop();
      expect(await socket.subscribe(VIEWER).nextMessage()).toMatchObject(TOO_MANY);
      letGo();
      await held;
      let answer = await socket.subscribe(VIEWER).nextMessage();
      // They end one after another, a little after the writer is free.
      for (let i = 0; i < 200 && answer.type === "error"; i++) answer = await socket.subscribe(VIEWER).nextMessage();
      expect(answer).toMatchObject({ type: "next", payload: { data: { viewer: { id: expect.any(String) } } } });
      await socket.close();
    });
  });

  it("that are refused, malformed or unknown leave no trace", async () => {
    await withTestApp({ LIMIT_SOCKET_OPERATIONS: "1" }, async (limited) => {
      const socket = await connect(limited, null);
      for (const query of [VIEWER, "{ broken", "{ unknown }", VIEWER, "{ tasks { totalCount } }", VIEWER]) {
        const { type } = await socket.subscribe(query).nextMessage();
        expect(type).toBe(query.includes("br") || query.includes("unknown") ? "error" : "next");
        await settle(socket);
      }
      await socket.close();
    });
  });
});

describe("the messages of a socket", () => {
  it("are read at a pace, of which 250 a second are a part; all are answered", async () => {
    const socket = await connect(test, null);
    await withTimersHeld(async (advance) => {
      for (let i = 0; i < 600; i++) socket.send({ type: "ping" });
      // The first of all was connection_init.
      for (const many of [249, 250, 101]) {
        for (let i = 0; i < many; i++) await socket.takeType("pong");
        expect((await fetch(`${test.url}/healthz`)).status).toBe(200);
        expect(socket.waiting).toBe(0);
        advance(1_000);
      }
    });
    await socket.close();
  });

  it("that wait are forgotten when the socket is to end", async () => {
    await withTestApp({ LIMIT_SOCKET_MESSAGES: "10" }, async (slow) => {
      const { name, token } = await buildUser(slow);
      const socket = await connect(slow, token);
      for (let i = 0; i < 8; i++) socket.send({ type: "ping" });
      socket.send("malformed");
      socket.subscribe(RENAME);
      expect(await socket.closed).toBe(4400);
      expect(await ask(slow, token, "{ viewer { name } }")).toEqual({ viewer: { name } });
      expect(slow.errors).toEqual([]);
    });
  });

  it("include WebSocket's own pings, which are answered", async () => {
    await withTestApp({ LIMIT_SOCKET_MESSAGES: "10" }, async (slow) => {
      const socket = new WebSocket(`${slow.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
      await once(socket, "open");
      const pongs: string[] = [];
      socket.on("pong", (data: Buffer) => pongs.push(data.toString()));
      await withTimersHeld(async (advance) => {
        for (let i = 0; i < 15; i++) socket.ping(String(i));
        while (pongs.length < 10) await once(socket, "pong");
        expect((await fetch(`${slow.url}/healthz`)).status).toBe(200);
        expect(pongs).toHaveLength(10);
        advance(1_000);
        while (pongs.length < 15) await once(socket, "pong");
      });
      expect(pongs).toEqual(Array.from({ length: 15 }, (_, i) => String(i)));
      socket.close();
      await once(socket, "close");
    });
  });
});

describe("a socket that does not say who it is", () => {
  it("is closed after 10 seconds", async () => {
    await withTimersHeld(async (advance) => {
      const socket = await openSocket(test);
      advance(9_999);
      await settle(socket);
      advance(1);
      expect(await socket.closed).toBe(4408);
    });
  });

  it("is closed when the time that is set is over, whatever else it sends", async () => {
    await withTestApp({ SOCKET_INIT_TIMEOUT: "1s" }, async (short) => {
      const socket = await openSocket(short);
      await settle(socket);
      socket.send({ type: "pong" });
      expect(await socket.closed).toBe(4408);
    });
  });
});
