import { serverError } from "./serverError";

describe("serverError", () => {
  it("files a message under the last name of its path", () => {
    const error = serverError([
      {
        message: "The input is not valid.",
        extensions: {
          code: "BAD_USER_INPUT",
          fields: [
            { path: ["input", "email"], message: "Not an address.", rule: "email" },
            { path: ["input", "email"], message: "A second one is not shown.", rule: "length" },
            { path: "broken" },
          ],
        },
      },
    ]);
    expect(error).toEqual({
      code: "BAD_USER_INPUT",
      message: "The input is not valid.",
      fields: { email: "Not an address." },
    });
  });

  it.each([
    [0.2, "1 second"],
    [30, "30 seconds"],
    [300, "5 minutes"],
  ])("says how long to wait: %s", (retryAfter, wait) => {
    const { message } = serverError([{ message: "x", extensions: { code: "RATE_LIMITED", retryAfter } }]);
    expect(message).toBe(`Too many attempts. Try again in ${wait}.`);
  });
});
