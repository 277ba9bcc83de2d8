import { GraphQLError } from "graphql";
import { forbidden } from "../errors";
import { formatError, logUnexpected } from "./errors";

const located = (originalError: Error) => new GraphQLError(originalError.message, { originalError, path: ["task"] });

describe("an error that is not expected", () => {
  it("is logged under the id that the client is told, and the client is told nothing else", () => {
    const lines: unknown[][] = [];
    const logger = { info: () => {}, warn: () => {}, error: (...line: unknown[]) => lines.push(line) };
    const cause = new Error("no such table: tasks");
    logUnexpected(located(cause), "the-request", logger);
    expect(lines).toEqual([
      ["a request failed unexpectedly", { error: cause, path: "task", requestId: "the-request" }],
    ]);
    expect(JSON.stringify(formatError(located(cause).toJSON(), located(cause)))).not.toContain("table");

    logUnexpected(located(forbidden("Only the owner.")), "another", logger);
    expect(lines).toHaveLength(1);
  });
});
