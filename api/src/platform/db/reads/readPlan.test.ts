import { Column, Entity } from "typeorm";
import { encodeId } from "../../ids";
import { IdColumn } from "../columns";
import { declareFields } from "./fields";
import { planOf } from "./readPlan";
import type { Selection } from "../../selection";

@Entity("owners")
class Owner {
  @IdColumn("usr", { primary: true })
  id: string;
  @Column("varchar")
  fullName: string;
}

@Entity("things")
class Thing {
  @IdColumn("prj", { primary: true })
  id: string;
  @Column("varchar")
  name: string;
  @Column("mediumtext")
  longText: string;
  @IdColumn("usr", { nullable: true })
  ownerId: string | null;
  @IdColumn("prj", { nullable: true })
  partOfId: string | null;
}

declareFields(Thing, {
  owner: { one: () => Owner, by: "ownerId" },
  partOf: { one: () => Thing, by: "partOfId" },
  title: { columns: ["name"], joined: { owner: ["fullName"] }, make: ({ name }) => name },
  parts: { columns: ["id"] },
  tags: { many: async (_reader, things) => things.map(({ id }) => [`tag of ${id}`]) },
});

/** `{ a: { b: {} } }` as what is selected. */
interface Tree {
  [field: string]: Tree;
}
const select = (tree: Tree): Selection => ({
  fields: new Map(Object.entries(tree).map(([name, inside]) => [name, select(inside)])),
});
const bytes = (n: number) => Buffer.alloc(16, n);

describe("what is read", () => {
  it.each<[name: string, tree: Tree, columns: string[]]>([
    ["are the columns selected, and the id", { name: {} }, ["t.id", "t.name"]],
    ["is nothing for __typename", { __typename: {} }, ["t.id"]],
    ["is what a field's resolver needs", { parts: {} }, ["t.id"]],
    [
      "is all where a field does not say",
      { unheardOf: {} },
      ["t.id", "t.name", "t.long_text", "t.owner_id", "t.part_of_id"],
    ],
    ["is what is joined", { owner: { id: {} } }, ["t.id", "t_owner.id"]],
    [
      "is what a made field needs of what is joined",
      { title: {} },
      ["t.id", "t.name", "t_owner.id", "t_owner.full_name"],
    ],
  ])("%s", (_name, tree, columns) => {
    const { select: list } = planOf(Thing, select(tree), "t");
    expect(list.split(", ").map((item) => item.split(" AS ")[0])).toEqual(columns);
  });

  it("is all, and nothing besides, where nobody says what is selected", () => {
    const plan = planOf(Thing, null, "t");
    expect(plan.select.split(", ")).toHaveLength(5);
    expect(plan.joins).toBe("");
  });

  it("joins no deeper than twice", () => {
    const { joins } = planOf(Thing, select({ partOf: { partOf: { partOf: { name: {} } } } }), "t");
    expect(joins).toBe(
      "LEFT JOIN things t_partOf ON t_partOf.id = t.part_of_id LEFT JOIN things t_partOf_partOf ON t_partOf_partOf.id = t_partOf.part_of_id",
    );
  });
});

describe("entities", () => {
  const plan = planOf(Thing, select({ name: {}, owner: { fullName: {} }, tags: {} }), "t");
  const row = (n: number, owner: number | null) => ({
    id: bytes(n),
    name: `Thing ${n}`,
    "t_owner.id": owner && bytes(owner),
    "t_owner.fullName": owner && "Somebody",
  });

  it("are of their class, what they refer to once for all of a page, or null", () => {
    const [a, b, c] = plan.read([row(1, 9), row(2, 9), row(3, null)]) as (Thing & { owner: Owner | null })[];
    expect(a).toBeInstanceOf(Thing);
    expect(a).toMatchObject({ id: encodeId("prj", bytes(1)), name: "Thing 1", ownerId: encodeId("usr", bytes(9)) });
    expect(a?.owner).toMatchObject({ id: encodeId("usr", bytes(9)), fullName: "Somebody" });
    expect(b?.owner).toBe(a?.owner);
    expect(c?.owner).toBeNull();
  });

  it("get the lists that hang on them", async () => {
    const things = plan.read([row(1, null), row(2, null)]);
    await plan.complete({ query: async () => [] }, things);
    expect(things).toMatchObject([1, 2].map((n) => ({ tags: [`tag of ${encodeId("prj", bytes(n))}`] })));
  });

  it("that are in several rows are one, when they are read so", () => {
    const [a, b] = plan.readShared([row(1, null), row(1, null)]);
    expect(a).toBe(b);
  });
});

it("a field is declared once", () => {
  expect(() => declareFields(Thing, { owner: { columns: ["id"] } })).toThrow("Thing.owner is declared twice");
});
