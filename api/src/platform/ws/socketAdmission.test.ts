import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { settings } from "../../config";
import { SocketAdmission } from "./socketAdmission";
import type { SocketSession } from "./socketSession";

const set = settings.parse({});
const limits = {
  byAddress: set.LIMIT_SOCKETS_BY_ADDRESS,
  byViewer: set.LIMIT_SOCKETS_BY_VIEWER,
  unopened: set.LIMIT_SOCKETS_UNOPENED,
};

const request = (address = "192.0.2.1", url = "/graphql", headers = {}) =>
  ({ url, headers, address }) as unknown as IncomingMessage;
const addressOf = (asked: IncomingMessage) => (asked as unknown as { address: string }).address;

function admission(): SocketAdmission {
  return new SocketAdmission({ allowedOrigins: ["https://taskflow.example"], addressOf, limits });
}

/** A user's session; `end` is what happens when its socket closes. */
function session(userId: string): { session: SocketSession; end: () => void } {
  const ending = new AbortController();
  const viewer = { userId };
  return {
    session: { viewer, ending: ending.signal } as unknown as SocketSession,
    end: () => ending.abort(),
  };
}

async function closed(socket: PassThrough): Promise<void> {
  const done = new Promise((resolve) => socket.once("close", resolve));
  socket.destroy();
  await done;
}

describe("the admission of sockets", () => {
  it.each([
    ["another path", "/other", {}, "404 Not Found"],
    ["another origin", "/graphql", { origin: "https://elsewhere.example" }, "403 Forbidden"],
    ["its own origin", "/graphql?x", { origin: "https://taskflow.example" }, null],
    ["no origin", "/graphql", {}, null],
  ])("answers %s", (_name, url, headers, expected) => {
    expect(admission().refusal(request(undefined, url, headers), new PassThrough())).toBe(expected);
  });

  it("is over when the server is stopping", () => {
    const own = admission();
    own.close();
    expect(own.refusal(request(), new PassThrough())).toBe("503 Service Unavailable");
  });

  it("has an end at 1,000 that have not said who they are, from wherever", async () => {
    const own = admission();
    const sockets = Array.from({ length: limits.unopened }, () => new PassThrough());
    for (const [i, socket] of sockets.entries()) expect(own.refusal(request(`address ${i}`), socket)).toBeNull();
    expect(own.refusal(request("another"), new PassThrough())).toBe("503 Service Unavailable");
    own.admits(session("usr_1").session, sockets[0] as PassThrough);
    expect(own.refusal(request("another"), new PassThrough())).toBeNull();
    await closed(sockets[1] as PassThrough);
    expect(own.refusal(request("another"), new PassThrough())).toBeNull();
    expect(own.refusal(request("another"), new PassThrough())).toBe("503 Service Unavailable");
    expect(limits.unopened).toBe(1_000);
  });

  it("has an end at 2,000 from one address", async () => {
    const own = admission();
    const sockets = Array.from({ length: limits.byAddress }, () => new PassThrough());
    for (const [i, socket] of sockets.entries()) {
      expect(own.refusal(request(), socket)).toBeNull();
      own.admits(session(`usr_${i}`).session, socket);
    }
    expect(own.refusal(request(), new PassThrough())).toBe("429 Too Many Requests");
    expect(own.refusal(request("192.0.2.2"), new PassThrough())).toBeNull();
    await closed(sockets[0] as PassThrough);
    expect(own.refusal(request(), new PassThrough())).toBeNull();
    expect(limits.byAddress).toBe(2_000);
  });

  it("has an end at 50 of one user", () => {
    const own = admission();
    const sessions = Array.from({ length: limits.byViewer }, () => session("usr_1"));
    for (const { session: each } of sessions) expect(own.admits(each, new PassThrough())).toBe(true);
    expect(own.admits(session("usr_1").session, new PassThrough())).toBe(false);
    expect(own.admits(session("usr_2").session, new PassThrough())).toBe(true);
    sessions[0]?.end();
    expect(own.admits(session("usr_1").session, new PassThrough())).toBe(true);
    expect(limits.byViewer).toBe(50);
  });
});
