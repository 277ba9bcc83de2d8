import { createHash } from "node:crypto";
import { dumpTables } from "../../testing/database";
import { buildAccount } from "../../testing/factories";
import { mailedToken } from "../../testing/mailJobs";
import { change, mutate } from "../../testing/mutations";
import { withTestApp } from "../../testing/testApp";

const PASSWORDS = ["correct horse", "battery staple", "third of them", "a wrong guess"] as const;

it("writes no password and no mailed token to a table or the log, whatever comes of it", async () => {
  await withTestApp({ LOG_LEVEL: "silent" }, async (test) => {
    const account = await buildAccount(test);
    await change(test, null, "requestPasswordReset", { email: account.email });
    const token = await mailedToken(test, account, "reset-password");
    const before = JSON.stringify(await dumpTables(test));
    // The rows are looked through as they are stored: the hash is found.
    expect(before).toContain(createHash("sha256").update(token).digest("hex"));

    // A failure in the middle, which the server has to log.
    const failing = jest.spyOn(test.app.db, "transact").mockRejectedValueOnce(new Error("The disk is full"));
    await mutate(test, null, "resetPassword", { token, newPassword: PASSWORDS[1] });
    failing.mockRestore();
    expect(test.errors).not.toEqual([]);

    await change(test, null, "resetPassword", { token, newPassword: PASSWORDS[1] });
    await mutate(test, null, "resetPassword", { token, newPassword: PASSWORDS[2] });
    await mutate(test, null, "verifyEmail", { token: account.verificationToken });
    const signedIn = await change(test, null, "login", { email: account.email, password: PASSWORDS[1] });
    const actor = { token: (signedIn as unknown as { accessToken: string }).accessToken };
    await mutate(test, actor, "changePassword", { currentPassword: PASSWORDS[3], newPassword: PASSWORDS[2] });
    await change(test, actor, "changePassword", { currentPassword: PASSWORDS[1], newPassword: PASSWORDS[2] });
    const between = JSON.stringify(await dumpTables(test));
    await change(test, actor, "deleteAccount", { password: PASSWORDS[2] });

    const written = [before, between, JSON.stringify(await dumpTables(test)), ...test.logged].join("\n");
    for (const secret of [token, account.verificationToken, ...PASSWORDS]) {
      expect(written).not.toContain(secret);
      expect(written).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });
});
