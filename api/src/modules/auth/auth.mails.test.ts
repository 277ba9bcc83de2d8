import { tokenMail } from "./auth.mails";

const ada = { name: "Ada <b>", emailAddress: "ada@example.com" };

describe("mails with a token", () => {
  it.each([
    ["VERIFY_EMAIL", "Confirm your e-mail address", "verify-email"],
    ["RESET_PASSWORD", "Choose a new password", "reset-password"],
  ] as const)("%s opens a page of the web app", (kind, subject, page) => {
    const url = `https://tasks.example.com/app/${page}?token=abc`;
    for (const frontendUrl of ["https://tasks.example.com/app", "https://tasks.example.com/app/"]) {
      const mail = tokenMail(kind, ada, "abc", frontendUrl);
      expect(mail).toMatchObject({ to: "ada@example.com", subject });
      expect(mail.text.split("\n")).toContain(url);
      expect(mail.html).toContain(`href="${url}"`);
      expect(mail.html).not.toContain("<b>");
    }
  });
});
