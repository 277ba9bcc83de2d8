import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { afterStreamError } from "./subscribeToProject";

const refused = (code?: string) =>
  new CombinedGraphQLErrors({ errors: [{ message: "No.", ...(code && { extensions: { code } }) }] });

it.each([
  ["a broken socket", new Error("The socket was closed"), "retry"],
  ["an error without a code", refused(), "retry"],
  ["too many requests", refused("RATE_LIMITED"), "retry"],
  ["a token that is no good any more", refused("UNAUTHENTICATED"), "renew"],
  ["a cursor that is none", refused("BAD_USER_INPUT"), "restart"],
  ["an event that cannot be read", refused("INTERNAL_SERVER_ERROR"), "restart"],
  ["a project that is not there", refused("NOT_FOUND"), { end: "ACCESS_REVOKED" }],
])("%s", (_title, error, next) => {
  expect(afterStreamError(error)).toEqual(next);
});
