import { eventsOf } from "./database";
import type { TestApp } from "./testApp";

/** The token in the next mail to a person whose link opens that page. */
export async function mailedToken(
  test: TestApp,
  person: { id: string; email: string },
  page: "verify-email" | "reset-password",
): Promise<string> {
  await runMailJobs(test, person.id);
  const { text } = await test.mailbox.take(person.email, `/${page}?token=`);
  return /\?token=([\w-]{43})$/m.exec(text)?.[1] ?? "";
}

const handled = new WeakMap<TestApp, Map<string, number>>();

/** Does what a user's log asks of jobs, each event once. */
async function runMailJobs(test: TestApp, userId: string): Promise<void> {
  const seqs = handled.get(test) ?? new Map<string, number>();
  handled.set(test, seqs);
  for (const event of await eventsOf(test, userId, seqs.get(userId))) {
    seqs.set(userId, Number(event.seq));
    for (const { schema, options, run } of test.app.jobs) {
      const data = options.on?.[event.type]?.(event);
      if (data) await run(schema.parse(data) as never);
    }
  }
}
