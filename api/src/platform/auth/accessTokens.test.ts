import { AccessTokens } from "./accessTokens";
import { newId } from "../ids";

const LIFETIME_S = 900;
const TOLERANCE_S = 5;

/** What becomes of a token that was found good once, some seconds after it was signed. */
function askAgain(afterS: number): unknown {
  let nowMs = 1_800_000_000_000;
  const tokens = new AccessTokens("kq9PzT2mVn4XbR7wLs1YhD6fJc3GaE8u", LIFETIME_S, () => new Date(nowMs));
  const [userId, sessionId] = [newId("usr"), newId("ses")];
  const { accessToken, expiresAt } = tokens.sign(userId, sessionId);
  const first = tokens.verify(accessToken);
  expect(first).toEqual({ userId, sessionId, expiresAt });
  nowMs += afterS * 1_000;
  try {
    const again = tokens.verify(accessToken);
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
    return "good";
  } catch (error) {
    return (error as { details: { reason: string } }).details.reason;
  }
}

test.each([
  [0, "good"],
  [LIFETIME_S + TOLERANCE_S - 1, "good"],
  [LIFETIME_S + TOLERANCE_S, "TOKEN_EXPIRED"],
  [-TOLERANCE_S, "good"],
  [-TOLERANCE_S - 1, "TOKEN_INVALID"],
])("a token that was good is looked at again %i s later: %s", (afterS, expected) => {
  expect(askAgain(afterS)).toBe(expected);
});
