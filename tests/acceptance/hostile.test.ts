import { randomUUID } from "node:crypto";
import { send } from "../support/graphql";
import { signUpAttacker } from "../support/hostile/attacker";
import type { Attacker } from "../support/hostile/hostileRow";
import { hostileRows, tryRow } from "../support/hostile/hostileRows";
import { openTarget, type Target } from "./support/target";

let target: Target;
let attacker: Attacker;
beforeAll(async () => {
  target = await openTarget();
  attacker = await signUpAttacker(target.url, `${randomUUID()}@example.com`);
});
afterAll(() => target?.close());

test.each(hostileRows)("hurts nobody: $name", async (row) => {
  expect(await tryRow(target.url, attacker, row)).toBeNull();
});

test("leaves a server that answers", async () => {
  const { status, data } = await send(target.url, attacker.token, "{ viewer { name } }");
  expect({ status, data }).toEqual({ status: 200, data: { viewer: { name: "Mallory" } } });
});

test("is tried with at least 60 requests", () => {
  expect(new Set(hostileRows.map(({ name }) => name)).size).toBeGreaterThanOrEqual(60);
});
