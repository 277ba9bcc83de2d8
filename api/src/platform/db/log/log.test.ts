import { diffFields, initialFields } from "./log";

interface Thing {
  name: string;
  note: string | null;
  ownerId: string | null;
  dueAt: Date | null;
  secret: string;
}
const FIELDS = { name: "name", note: "note", ownerId: "owner", dueAt: "dueAt" };
const thing: Thing = {
  name: "One",
  note: "Text",
  ownerId: null,
  dueAt: new Date("2025-03-01T12:00:00Z"),
  secret: "hidden",
};

describe("what the log tells of a change", () => {
  it.each<[string, Partial<Thing>, object[]]>([
    ["nothing given", {}, []],
    ["the same again", { name: "One", note: "Text", ownerId: null, dueAt: new Date("2025-03-01T13:00:00+01:00") }, []],
    ["another value", { name: "Two" }, [{ field: "name", before: "One", after: "Two" }]],
    ["a value cleared", { note: null }, [{ field: "note", before: "Text", after: null }]],
    ["a field under its name in the API", { ownerId: "usr_1" }, [{ field: "owner", before: null, after: "usr_1" }]],
    [
      "an instant, as text",
      { dueAt: new Date(0) },
      [{ field: "dueAt", before: "2025-03-01T12:00:00.000Z", after: "1970-01-01T00:00:00.000Z" }],
    ],
    ["a field that is not logged", { secret: "other" }, []],
    ["a field that was left out", { name: undefined }, []],
  ])("is for %s", (_name, patch, changes) => {
    expect(diffFields(thing, patch, FIELDS)).toEqual(changes);
  });

  it("is all that a new entity has", () => {
    expect(initialFields(thing, FIELDS)).toEqual([
      { field: "name", before: null, after: "One" },
      { field: "note", before: null, after: "Text" },
      { field: "dueAt", before: null, after: "2025-03-01T12:00:00.000Z" },
    ]);
  });
});
