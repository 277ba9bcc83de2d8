import { parse } from "graphql";
import { taskEvent } from "../../test/streamEvent";
import { buildTask, cacheWith } from "../../test/taskCache";
import { changesRights } from "./changesRights";

// Not by `gql`: the cache alone is asked.
const Me = parse("fragment Me on Query { viewer { id } }");

const memberEvent = (userId: string) =>
  taskEvent(null, {
    type: "MEMBER_UPDATED",
    member: { __typename: "ProjectMember", id: "mem_1", user: { __typename: "User", id: userId } },
  });

it.each([
  ["a change of one's own role does", memberEvent("usr_me"), true],
  ["a change of another's role does not", memberEvent("usr_you"), false],
  ["archiving does", taskEvent(null, { type: "PROJECT_ARCHIVED" }), true],
  ["a change of a task does not", taskEvent(buildTask({ id: "a", position: "b" })), false],
])("%s", (_title, event, isRight) => {
  const cache = cacheWith();
  cache.writeFragment({
    id: "ROOT_QUERY",
    fragment: Me,
    data: { __typename: "Query", viewer: { __typename: "User", id: "usr_me" } },
  });
  expect(changesRights(cache, event)).toBe(isRight);
});
