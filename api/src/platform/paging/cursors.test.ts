import { Cursors } from "./cursors";

const cursors = new Cursors("a secret of at least thirty-two bytes");
const payload = Buffer.from("somewhere");

describe("a cursor", () => {
  it("opens where it was sealed, also on another server with the secret", () => {
    const cursor = cursors.seal("list", payload);
    expect(cursors.open("list", cursor)).toEqual(payload);
    expect(new Cursors("a secret of at least thirty-two bytes").open("list", cursor)).toEqual(payload);
    expect(cursor).toMatch(/^[\w-]+$/);
  });

  it("may hold nothing", () => {
    expect(cursors.open("list", cursors.seal("list", Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
  });

  it("opens nowhere else", () => {
    const cursor = cursors.seal("list", payload);
    expect(cursors.open("list2", cursor)).toBeNull();
    expect(new Cursors("another secret of thirty-two bytes").open("list", cursor)).toBeNull();
  });

  it("does not open when any byte is another", () => {
    const sealed = Buffer.from(cursors.seal("list", payload), "base64url");
    for (let at = 0; at < sealed.length; at++) {
      const damaged = Buffer.from(sealed);
      damaged[at]! ^= 1;
      expect(cursors.open("list", damaged.toString("base64url"))).toBeNull();
    }
  });

  it.each([
    ["empty", ""],
    ["no base64url", "{}"],
    ["too short", "AQ"],
    ["padded", `${cursors.seal("list", payload)}==`],
    ["with a space", ` ${cursors.seal("list", payload)}`],
    ["longer than 2 KiB", "A".repeat(2_049)],
  ])("is refused when %s", (_name, cursor) => {
    expect(cursors.open("list", cursor)).toBeNull();
  });
});
