import { newId } from "../ids";
import { IsColor, IsId, IsIdList, IsTimezone, NotNull, requireId, Text, validateInput } from "./rules";

class SampleInput {
  @Text(1, 5) @NotNull() text?: unknown;
  @Text(0, 5) note?: unknown;
  @Text(2, 3) pair?: unknown;
  @IsId("tsk") id?: unknown;
  @IsIdList("lbl", 2) ids?: unknown;
  @IsColor() color?: unknown;
  @IsTimezone() timezone?: unknown;
}

function problems(fields: object): unknown {
  try {
    validateInput(Object.assign(new SampleInput(), fields));
    return [];
  } catch (error) {
    return (error as { details: { fields: { path: string[]; rule: string }[] } }).details.fields.map(
      ({ path, rule }) => `${path.join(".")} ${rule}`,
    );
  }
}

describe("the rules for inputs", () => {
  it.each<[string, object]>([
    ["nothing given", {}],
    ["nulls where null may be", { note: null, id: null, ids: null, color: null, timezone: null }],
    ["text of as many code points as may be", { text: "𝕏𝕏𝕏𝕏𝕏", note: "" }],
    ["text with space around", { text: " x " }],
    ["code points, however long each is", { pair: "𝕏𝕏𝕏" }],
    ["ids", { id: newId("tsk"), ids: [newId("lbl"), newId("lbl")] }],
    ["no ids", { ids: [] }],
    ["a colour", { color: "#A0b1C2" }],
    ["zones", { timezone: "Europe/Berlin" }],
    ["UTC", { timezone: "UTC" }],
    ["a zone in three parts", { timezone: "America/Argentina/Buenos_Aires" }],
  ])("take %s", (_name, fields) => {
    expect(problems(fields)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ["null where it may not be", { text: null }, ["input.text notNull"]],
    ["no text", { text: "" }, ["input.text text"]],
    ["blank text", { text: " \t\n " }, ["input.text text"]],
    ["one code point where two are needed", { pair: "𝕏" }, ["input.pair text"]],
    ["too long a text", { text: "𝕏𝕏𝕏𝕏𝕏𝕏" }, ["input.text text"]],
    ["a nul", { note: "a\0b" }, ["input.note text"]],
    ["half a character", { note: "\ud83d" }, ["input.note text"]],
    ["an id of another kind", { id: newId("prj") }, ["input.id id"]],
    ["a malformed id", { id: "tsk_" }, ["input.id id"]],
    ["a malformed id in a list", { ids: [newId("lbl"), "lbl_"] }, ["input.ids ids"]],
    ["too many ids", { ids: [newId("lbl"), newId("lbl"), newId("lbl")] }, ["input.ids ids"]],
    ["a colour's name", { color: "red" }, ["input.color color"]],
    ["a short colour", { color: "#abc" }, ["input.color color"]],
    ["an offset as a zone", { timezone: "+01:00" }, ["input.timezone timezone"]],
    ["a zone that there is not", { timezone: "Europe/Atlantis" }, ["input.timezone timezone"]],
    [
      "all of it at once",
      { text: null, id: "", color: "" },
      ["input.text notNull", "input.id id", "input.color color"],
    ],
  ])("refuse %s", (_name, fields, expected) => {
    expect(problems(fields)).toEqual(expected);
  });

  it("are not asked of what is no input", () => {
    expect(() => validateInput({ text: null })).not.toThrow();
    expect(() => validateInput(null)).not.toThrow();
    expect(() => validateInput("text")).not.toThrow();
  });

  it("name the argument that is no id", () => {
    const id = newId("tsk");
    expect(requireId("tsk", id, "id")).toBe(id);
    expect(() => requireId("prj", id, "projectId")).toThrow(
      expect.objectContaining({
        code: "BAD_USER_INPUT",
        details: { fields: [expect.objectContaining({ path: ["projectId"], rule: "id" })] },
      }),
    );
  });
});
