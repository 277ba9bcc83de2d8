import { setTimeout as sleep } from "node:timers/promises";
import { send } from "../../support/graphql";

const LOGIN = "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }";

/** How attempts to sign in with a wrong password ended, by the code of their errors. */
export type Guesses = Record<string, number>;

/** Guesses at the password of one account from one address, through several processes in turn. */
export async function guess(urls: readonly string[], email: string, count: number, pauseMs: number): Promise<Guesses> {
  const codes: Guesses = {};
  for (let i = 0; i < count; i++) {
    const input = { email, password: `wrong password ${i}` };
    const { errors } = await send(urls[i % urls.length] as string, null, LOGIN, { input });
    const code = errors?.[0]?.extensions.code ?? "SIGNED_IN";
    codes[code] = (codes[code] ?? 0) + 1;
    await sleep(pauseMs);
  }
  return codes;
}

/** Those that were not refused for their number: the password was looked at, or something broke. */
export function through({ RATE_LIMITED: _, ...codes }: Guesses): number {
  return Object.values(codes).reduce((sum, count) => sum + count, 0);
}
