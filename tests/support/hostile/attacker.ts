import { ask } from "../graphql";
import type { Attacker } from "./hostileRow";

/** Opens an account for someone who means no good. */
export async function signUpAttacker(url: string, email: string): Promise<Attacker> {
  const { register } = await ask<{ register: { accessToken: string } }>(
    url,
    null,
    "mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }",
    { input: { name: "Mallory", email, password: "correct horse battery" } },
  );
  return { token: register.accessToken };
}
