import { AppError, badInput } from "../../errors";
import { explain, isContention, isLost, isTooLong } from "./mysqlErrors";

const error = (code: string | undefined, sqlState?: string) =>
  Object.assign(new Error(`about ${code}`), { code, ...(sqlState && { sqlState }) });
/** As the driver gives MariaDB's own errors. */
const nameless = (errno: number) => Object.assign(error(undefined, "70100"), { errno });

describe("what an error of the database means", () => {
  it.each([
    [error("ECONNREFUSED"), true],
    [error("ECONNRESET"), true],
    [error("PROTOCOL_CONNECTION_LOST"), true],
    [error("PROTOCOL_SEQUENCE_TIMEOUT"), true],
    [error("ER_SERVER_SHUTDOWN", "08S01"), true],
    [error("ER_OPTION_PREVENTS_STATEMENT", "HY000"), true],
    [new Error("Can't add new command when connection is in closed state"), true],
    [nameless(1927), true],
    [nameless(1969), false],
    [error("ER_DUP_ENTRY", "23000"), false],
    [error("ER_PARSE_ERROR", "42000"), false],
    [error("ERR_INVALID_ARG_TYPE"), false],
    [new TypeError("MySQL cannot bind a missing value"), false],
    [badInput("email", "already has an account.", "taken"), false],
    ["text", false],
  ])("%s: lost is %s", (failure, answer) => {
    expect(isLost(failure)).toBe(answer);
  });

  it.each([
    ["ER_LOCK_DEADLOCK", true],
    ["ER_LOCK_WAIT_TIMEOUT", true],
    ["ER_DUP_ENTRY", false],
  ])("%s: contention is %s", (code, answer) => {
    expect(isContention(error(code, "40001"))).toBe(answer);
  });

  it.each(["ECONNREFUSED", "ER_LOCK_WAIT_TIMEOUT", "ER_STATEMENT_TIMEOUT", "ER_QUERY_TIMEOUT"])(
    "%s is told as UNAVAILABLE, without the server's words",
    (code) => {
      const told = explain(error(code, code.startsWith("ER_") ? "HY000" : undefined)) as AppError;
      expect(told).toMatchObject({ code: "UNAVAILABLE", details: { retryAfter: expect.any(Number) } });
      expect(told.message).not.toContain(code);
    },
  );

  it.each([nameless(1969), error("PROTOCOL_SEQUENCE_TIMEOUT")])("%o took too long", (failure) => {
    expect(isTooLong(failure)).toBe(true);
    expect(explain(failure)).toMatchObject({ code: "UNAVAILABLE", message: "The database took too long." });
  });

  it("is left as it is where it is a fault of ours", () => {
    const ours = error("ER_PARSE_ERROR", "42000");
    expect(explain(ours)).toBe(ours);
  });
});
