import { setTimeout as sleep } from "node:timers/promises";
import { idBytes } from "../../platform/ids";
import { Browser } from "../../testing/browser";
import { send } from "../../testing/client";
import { startTestApp, type TestApp } from "../../testing/testApp";

const ROUNDS = 50;
const TABS = 20;
/** How far apart the tabs of a round are; far less than in life, so that more of them meet. */
const JITTER_MS = 20;
/** The life of an access token: the next round comes long after the grace of the last. */
const PAUSE_MS = 15 * 60_000;

describe("a browser with 20 tabs", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it("stays signed in though they all refresh at once, 50 times over", async () => {
    const browser = new Browser(test);
    const { user } = await browser.register();
    const sessionId = user.sessions[0]?.id ?? "";
    let accessToken: string | null = null;
    for (let round = 0; round < ROUNDS; round++) {
      test.advance(PAUSE_MS);
      const answers = await Promise.all(
        Array.from({ length: TABS }, async () => {
          await sleep(Math.random() * JITTER_MS);
          return browser.refresh();
        }),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: TABS }, () => 200));
      accessToken = answers[0]?.accessToken ?? null;
    }

    const { errors } = await send(test, accessToken, "{ viewer { id } }");
    expect(errors).toBeUndefined();
    const [row] = await test.app.db.readLatest().query<{ tokens: number; live: number }>(
      `SELECT COUNT(*) AS tokens, SUM(CASE WHEN first_used_at IS NULL THEN 1 ELSE 0 END) AS live
       FROM refresh_tokens WHERE session_id = ?`,
      [idBytes(sessionId)],
    );
    expect(row?.live).toBe(1);
    // At least one a round: they were rotated.
    expect(row?.tokens).toBeGreaterThan(ROUNDS);
  }, 60_000);
});
