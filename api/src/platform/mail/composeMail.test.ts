import { composeMail } from "./composeMail";

const compose = (letter: { name?: string; url?: string }) =>
  composeMail({
    to: "ada@example.com",
    subject: "A subject",
    name: letter.name ?? "Ada",
    before: ["Before <it>."],
    link: { label: "Open & see", url: letter.url ?? "https://tasks.example.com/page?token=abc" },
    after: ["After it."],
  });

describe("a letter", () => {
  it("is a mail as text and as HTML", () => {
    expect(compose({})).toEqual({
      to: "ada@example.com",
      subject: "A subject",
      text: "Hello Ada,\n\nBefore <it>.\n\nOpen & see:\nhttps://tasks.example.com/page?token=abc\n\nAfter it.\n",
      html: `<!doctype html>
<html lang="en">
<body>
<p>Hello Ada,</p>
<p>Before &lt;it&gt;.</p>
<p><a href="https://tasks.example.com/page?token=abc">Open &amp; see</a></p>
<p>After it.</p>
</body>
</html>
`,
    });
  });

  it("cannot break out of its link", () => {
    expect(compose({ url: `https://tasks.example.com/"><b>` }).html).toContain(
      `<a href="https://tasks.example.com/&quot;&gt;&lt;b&gt;">`,
    );
  });

  it.each([
    ["O'Brien & Söhne", "Hello O'Brien & Söhne,", "Hello O&#39;Brien &amp; Söhne,"],
    ["Dr. Ada Lovelace", "Hello Dr. Ada Lovelace,", "Hello Dr. Ada Lovelace,"],
    ["Ada\r\nBcc: eve", "Hello,", "Hello,"],
    ["Ada\n\n\u202eevil", "Hello Ada evil,", "Hello Ada evil,"],
    [`"Ada"`, `Hello "Ada",`, "Hello &quot;Ada&quot;,"],
    ["<script>", "Hello,", "Hello,"],
    ["Win at https://evil.example", "Hello,", "Hello,"],
    ["evil.example", "Hello,", "Hello,"],
    ["1.2.3.4", "Hello,", "Hello,"],
    ["eve@evil", "Hello,", "Hello,"],
    ["\u200b", "Hello,", "Hello,"],
  ])("greets %j as text, and carries no link of theirs", (name, text, html) => {
    const mail = compose({ name });
    expect(mail.text.split("\n")[0]).toBe(text);
    expect(mail.html).toContain(`<p>${html}</p>`);
  });
});
