import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FolderMail } from "./folderMail";

const mail = {
  to: "../ada@example.com",
  subject: "A subject",
  text: "Open https://tasks.example.com/page?token=secret\n",
  html: "<p></p>",
};

describe("mail into a folder", () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "taskflow-mail-"));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it("is a readable file for its owner alone, and a line in the log without what the mail says", async () => {
    const logged: unknown[] = [];
    const log = (...entry: unknown[]) => void logged.push(entry);
    const folder = join(base, "mail");
    const transport = new FolderMail(folder, { info: log, warn: log, error: log }, () => new Date(0));
    await transport.send(mail);
    await transport.send({ ...mail, subject: "Another" });

    const names = readdirSync(folder);
    expect(names).toHaveLength(2);
    const files = names.map((name) => join(folder, name));
    expect(files.map((file) => readFileSync(file, "utf8")).toSorted()).toEqual(
      ["A subject", "Another"].map(
        (subject) => `To: ../ada@example.com\nSubject: ${subject}\nDate: 1970-01-01T00:00:00.000Z\n\n${mail.text}`,
      ),
    );
    for (const file of files) expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    expect((statSync(folder).mode & 0o777).toString(8)).toBe("700");
    expect(logged).toContainEqual([
      "a mail was written to a file",
      { to: mail.to, subject: "A subject", file: expect.any(String) },
    ]);
    expect(JSON.stringify(logged)).not.toContain("secret");
  });
});
