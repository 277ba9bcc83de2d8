import type { ProjectRole } from "../projects/projectMember.entity";
import { canManageLabels } from "./labels.policy";

describe("the labels policy", () => {
  it.each<[ProjectRole, boolean]>([
    ["OWNER", true],
    ["ADMIN", true],
    ["MEMBER", false],
    ["VIEWER", false],
  ])("lets %s manage labels: %s", (role, may) => {
    expect(canManageLabels(role)).toBe(may);
  });
});
