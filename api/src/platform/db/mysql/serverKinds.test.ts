import type { ResultSetHeader } from "mysql2";
import type { Position } from "../position";
import { SERVER_KINDS } from "./serverKinds";

const ONE = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
const TWO = "4f22fb58-71ca-11e1-9e33-c80aa9429562";
const { mariadb, mysql } = SERVER_KINDS;
const headerWith = (stateChanges?: object) => ({ stateChanges }) as unknown as ResultSetHeader;

describe("the positions of MariaDB", () => {
  it.each<[string, Position]>([
    ["", {}],
    ["0-1-5", { "0": 5 }],
    ["0-1-5,7-2-99", { "0": 5, "7": 99 }],
    ["0-1-5, 7-2-99", { "0": 5, "7": 99 }],
  ])("are read from %j", (gtids, position) => {
    expect(mariadb.parse(gtids)).toEqual(position);
  });

  it("are waited for in seconds, whatever server they came from", () => {
    expect(mariadb.wait({ "0": 5, "7": 99 }, 100)).toEqual({
      sql: "SELECT MASTER_GTID_WAIT(?, 0.1) AS failed",
      values: ["0-1-5,7-1-99"],
    });
  });

  it.each<[object | undefined, Position]>([
    [{ systemVariables: { last_gtid: "0-1-5" } }, { "0": 5 }],
    [{ systemVariables: {} }, {}],
    [undefined, {}],
  ])("come with a commit: %j", (changes, position) => {
    expect(mariadb.committed(headerWith(changes))).toEqual(position);
  });
});

describe("the positions of MySQL", () => {
  it.each<[string, Position]>([
    ["", {}],
    [`${ONE}:5`, { [ONE]: 5 }],
    [`${ONE}:1-5`, { [ONE]: 5 }],
    [`${ONE}:1-5:9-12`, { [ONE]: 12 }],
    [`${ONE}:1-5,\n${TWO}:1-3`, { [ONE]: 5, [TWO]: 3 }],
    [`${ONE}:1-5:nightly:1-2:7`, { [ONE]: 5, [`${ONE}:nightly`]: 7 }],
  ])("are read from %j", (gtids, position) => {
    expect(mysql.parse(gtids)).toEqual(position);
  });

  it("are waited for in seconds", () => {
    expect(mysql.wait({ [ONE]: 5, [`${ONE}:nightly`]: 7 }, 50)).toEqual({
      sql: "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, 0.05) AS failed",
      values: [`${ONE}:5,${ONE}:nightly:7`],
    });
  });

  it("come with a commit", () => {
    expect(mysql.committed(headerWith({ gtids: [`${ONE}:17`] }))).toEqual({ [ONE]: 17 });
    expect(mysql.committed(headerWith({ gtids: [] }))).toEqual({});
  });
});
