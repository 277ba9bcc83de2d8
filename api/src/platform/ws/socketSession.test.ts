import type { Credentials } from "../auth/authenticate";
import { newId } from "../ids";
import { SocketSession } from "./socketSession";

const viewer = { userId: newId("usr"), sessionId: newId("ses"), expiresAt: new Date(Date.now() + 60_000) };

/** A session on a socket, and what it was ended with. */
async function open(whenEnded: Credentials["whenEnded"]) {
  const ends: string[] = [];
  const errors: string[] = [];
  const logger = { info: () => {}, warn: () => {}, error: (message: string) => errors.push(message) };
  const session = new SocketSession(
    async () => viewer,
    { whenEnded },
    logger,
    (reason) => ends.push(reason),
  );
  await session.open({ authorization: "Bearer any" });
  await new Promise(setImmediate);
  return { session, ends, errors };
}

describe("a socket's session", () => {
  it("ends the socket when it has ended", async () => {
    const { session, ends } = await open(async () => true);
    expect(ends).toEqual(["SESSION_ENDED"]);
    expect(session.ending.reason).toBe("SESSION_ENDED");
  });

  it("ends the socket, and not the process, when nobody can tell any more whether it has ended", async () => {
    const { ends, errors } = await open(() => Promise.reject(new Error("the database is away")));
    expect(ends).toEqual(["SERVER_DRAINING"]);
    expect(errors).toEqual(["watching a socket's session failed"]);
  });

  it("says nothing when the client leaves first", async () => {
    const { session, ends } = await open(
      (_viewer, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(false))),
    );
    session.close();
    await new Promise(setImmediate);
    expect(ends).toEqual([]);
  });
});
