import type { ProjectRole } from "../projects/projectMember.entity";
import { canEditTasks } from "./tasks.policy";

describe("the tasks policy", () => {
  it.each<[ProjectRole, boolean]>([
    ["OWNER", true],
    ["ADMIN", true],
    ["MEMBER", true],
    ["VIEWER", false],
  ])("lets %s change tasks: %s", (role, may) => {
    expect(canEditTasks(role)).toBe(may);
  });
});
