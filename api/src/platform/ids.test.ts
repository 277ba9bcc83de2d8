import { TypeID } from "typeid-js";
import { v4, v7 } from "uuid";
import { encodeId, idBytes, newId, parseId, refuseClientId } from "./ids";

const uuidBytes = () => v4(undefined, new Uint8Array(16));

describe("ids", () => {
  it("agrees with another TypeID implementation on 1,000 random values", () => {
    for (let i = 0; i < 1_000; i++) {
      const bytes = uuidBytes();
      const theirs = TypeID.fromUUIDBytes("tsk", bytes).toString();
      expect(encodeId("tsk", bytes)).toBe(theirs);
      expect(parseId("tsk", theirs)).toEqual(Buffer.from(bytes));
    }
  });

  it.each([
    ["empty", ""],
    ["another kind", newId("prj")],
    ["too short", newId("tsk").slice(0, -1)],
    ["too long", `${newId("tsk")}0`],
    ["upper case", newId("tsk").toUpperCase()],
    ["a letter outside the alphabet", `tsk_${"u".repeat(26)}`],
    ["more than 128 bits", `tsk_8${"0".repeat(25)}`],
    ["outside ASCII", `tsk_${"é".repeat(26)}`],
  ])("refuses an id that is %s", (_name, id) => {
    expect(parseId("tsk", id)).toBeNull();
  });

  it("makes ids that sort by the order in which they were made", () => {
    const ids = Array.from({ length: 1_000 }, () => newId("evt"));
    expect([...ids].sort()).toEqual(ids);
    expect(Buffer.compare(idBytes(ids[0]!), idBytes(ids[1]!))).toBe(-1);
  });

  it("takes a client's UUIDv7 but no other version and none from the far future", () => {
    const now = new Date();
    const at = (ms: number) => encodeId("tsk", v7({ msecs: ms }, new Uint8Array(16)));
    expect(refuseClientId("tsk", at(now.getTime() + 23 * 3_600_000), now)).toBeNull();
    expect(refuseClientId("tsk", at(now.getTime() + 25 * 3_600_000), now)).toMatch(/a day ahead/);
    expect(refuseClientId("tsk", encodeId("tsk", uuidBytes()), now)).toMatch(/UUIDv7/);
  });
});
