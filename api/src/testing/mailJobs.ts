import type { TestApp } from "./testApp";

/** The token in the next mail to a person whose link opens that page. */
export async function mailedToken(
  test: TestApp,
  person: { email: string },
  page: "verify-email" | "reset-password",
): Promise<string> {
  await test.idle();
  const { text } = await test.mailbox.take(person.email, `/${page}?token=`);
  return /\?token=([\w-]{43})$/m.exec(text)?.[1] ?? "";
}
