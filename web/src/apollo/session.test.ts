import { buildSession, credentials, refused, renewed } from "../test/fakeServer";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe("restore", () => {
  it("signs in when the cookie still carries a session", async () => {
    const { session } = buildSession(renewed("a"));
    await session.restore();
    expect(session.state).toMatchObject({ status: "signedIn" });
    expect(session.token).toBe("a");
  });

  it("knows no session from an ended one", async () => {
    const { session, sent } = buildSession(refused());
    await session.restore();
    expect(session.state).toEqual({ status: "signedOut", reason: null });
    expect(sent).toEqual([]);
  });

  it("takes silence for silence, not for a sign-out", async () => {
    const { session } = buildSession(new TypeError("fetch failed"), renewed("a"));
    await session.restore();
    expect(session.state).toEqual({ status: "unreachable" });
    await session.restore();
    expect(session.state).toMatchObject({ status: "signedIn" });
  });
});

describe("renew", () => {
  it("asks once for all who ask at the same time", async () => {
    const { session, requests } = buildSession(renewed("b"));
    session.start(credentials("a"));
    expect(await Promise.all([session.renew(), session.renew(), session.renew()])).toEqual(["b", "b", "b"]);
    expect(requests).toHaveLength(1);
  });

  it("ends the session when the server does, here and in the other tabs", async () => {
    const { session, sent } = buildSession(refused());
    session.start(credentials("a"));
    expect(await session.renew()).toBeNull();
    expect(session.state).toEqual({ status: "signedOut", reason: "ended" });
    expect(sent).toContainEqual({ type: "signedOut", reason: "ended" });
  });

  it("does not bring back a session that ended while it was asking", async () => {
    let answer: (response: Response) => void = () => undefined;
    const { session } = buildSession(new Promise<Response>((resolve) => (answer = resolve)));
    session.start(credentials("a"));
    const renewal = session.renew();
    session.end("wish");
    answer(renewed("b"));
    expect(await renewal).toBeNull();
    expect(session.state).toEqual({ status: "signedOut", reason: "wish" });
  });

  it("comes shortly before the token expires", async () => {
    const { session, requests } = buildSession(renewed("b"));
    session.start(credentials("a", 15 * 60_000));
    await jest.advanceTimersByTimeAsync(13 * 60_000);
    expect(requests).toEqual([]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(session.token).toBe("b");
  });

  it("is tried again within seconds when its answer was lost", async () => {
    const { session, requests } = buildSession(new Response(null, { status: 503 }));
    session.start(credentials("a", 15 * 60_000));
    await jest.advanceTimersByTimeAsync(14 * 60_000 + 1_000);
    expect(requests.length).toBeGreaterThan(1);
    session.end("wish");
  });

  it("waits for a token that lives longer than a timer can", async () => {
    const { session, requests } = buildSession(renewed("b"));
    session.start(credentials("a", 60 * 86_400_000));
    await jest.advanceTimersByTimeAsync(86_400_000);
    expect(requests).toEqual([]);
    session.end("wish");
  });

  it("never hurries, whatever this computer's clock says", async () => {
    const { session, requests } = buildSession(renewed("b"));
    session.start(credentials("a", -60 * 60_000));
    await jest.advanceTimersByTimeAsync(29_000);
    expect(await session.validToken()).toBe("a");
    expect(requests).toEqual([]);
  });

  it("tells whoever listens of each new token", async () => {
    const { session } = buildSession(renewed("b"));
    const heard: string[] = [];
    session.onToken((token) => heard.push(token));
    session.start(credentials("a"));
    await session.renew();
    expect(heard).toEqual(["a", "b"]);
  });
});

describe("signing out", () => {
  it("stays signed in when the server could not be told", async () => {
    const { session } = buildSession(new TypeError("fetch failed"));
    session.start(credentials("a"));
    await expect(session.signOut()).rejects.toThrow("fetch failed");
    expect(session.state).toMatchObject({ status: "signedIn" });
  });

  it("in another tab ends this one", () => {
    const { session, sent, hear } = buildSession();
    session.start(credentials("a"));
    sent.length = 0;
    hear({ type: "signedOut", reason: "wish" });
    expect(session.state).toEqual({ status: "signedOut", reason: "wish" });
    expect(sent).toEqual([]);
  });

  it("and in again is another epoch", () => {
    const { session } = buildSession();
    session.start(credentials("a"));
    const first = session.state;
    session.end("wish");
    session.start(credentials("b"));
    expect(session.state).not.toEqual(first);
  });
});
