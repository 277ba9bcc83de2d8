import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { SmtpMail } from "./smtpMail";

interface Received {
  from: string;
  to: string[];
  data: string;
  user: unknown;
}

const mail = {
  to: "ada@example.com",
  subject: "Grüße",
  text: "Hello Ada,\n\nhttps://tasks.example.com/page?token=abc\n",
  html: '<p>Hello Ada,</p><a href="https://tasks.example.com/page?token=abc">Open</a>',
};
const FROM = "Our tasks <tasks@example.com>";

describe("mail by SMTP", () => {
  let server: SMTPServer;
  let received: Received[];
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

  /** A server of its own on loopback; answers its port. */
  async function listen(options: SMTPServerOptions): Promise<number> {
    received = [];
    server = new SMTPServer({
      ...options,
      onData(stream, session, callback) {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : "";
        const to = rcptTo.map(({ address }) => address);
        void text(stream)
          .then((data) => received.push({ from, to, data, user: session.user }))
          .finally(callback);
      },
    });
    server.on("error", () => {});
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    return (server.server.address() as AddressInfo).port;
  }
  const open = { authOptional: true, disabledCommands: ["STARTTLS"] };

  it("reaches the server with both bodies, and the link whole", async () => {
    const port = await listen(open);
    await new SmtpMail(`smtp://127.0.0.1:${port}`, FROM).send(mail);
    expect(received).toMatchObject([{ from: "tasks@example.com", to: ["ada@example.com"] }]);
    const data = received[0]?.data ?? "";
    expect(data).toMatch(/^From: Our tasks <tasks@example\.com>\r?$/m);
    expect(data).toMatch(/^To: ada@example\.com\r?$/m);
    expect(data).toMatch(/^Subject: =\?UTF-8\?\w\?[^?]+\?=\r?$/m);
    expect(data).toContain("Content-Type: text/plain");
    expect(data).toContain("Content-Type: text/html");
    expect(data.replace(/=\r?\n/g, "").replaceAll("=3D", "=")).toContain("page?token=abc");
  });

  it("signs in with the name and password of the address", async () => {
    const port = await listen({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, callback) => {
        if (password === "p@ss:word") callback(null, { user: username });
        else callback(new Error("Wrong password"));
      },
    });
    await new SmtpMail(`smtp://us%40er:p%40ss%3Aword@localhost:${port}`, FROM).send(mail);
    expect(received).toMatchObject([{ user: "us@er" }]);
    const wrong = new SmtpMail(`smtp://us%40er:guess@localhost:${port}`, FROM).send(mail);
    await expect(wrong).rejects.toThrow(/Invalid login|Wrong password/);
    expect(received).toHaveLength(1);
  });

  it("sends nothing in the open to a server that is not known to be this machine", async () => {
    const port = await listen(open);
    await expect(new SmtpMail(`smtp://0.0.0.0:${port}`, FROM).send(mail)).rejects.toThrow(/STARTTLS/);
    expect(received).toEqual([]);
  });

  it.each([
    ["the subject", { subject: "Hello\r\nBcc: eve@example.com" }],
    ["the address", { to: "ada@example.com\r\nBcc: eve@example.com" }],
    ["a second address", { to: "ada@example.com, eve@example.com" }],
  ])("has one recipient and no header more, whatever is in %s", async (_where, part) => {
    const port = await listen(open);
    await new SmtpMail(`smtp://127.0.0.1:${port}`, FROM).send({ ...mail, ...part }).catch(() => {});
    expect(received.flatMap(({ to }) => to)).not.toContain("eve@example.com");
    expect(received.map(({ data }) => data).join()).not.toMatch(/^Bcc:/im);
  });

  it("fails when the server refuses the mail, so that it is tried again", async () => {
    const port = await listen({ ...open, onRcptTo: (_address, _session, callback) => callback(new Error("Full")) });
    await expect(new SmtpMail(`smtp://127.0.0.1:${port}`, FROM).send(mail)).rejects.toThrow(/Full/);
  });
});
