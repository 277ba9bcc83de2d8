import { ProjectRole } from "./projectMember.entity";
import { canChangeRole, canEditProject, canManageMembers, canRemoveMember } from "./projects.policy";

const ROLES = Object.keys(ProjectRole) as ProjectRole[];

describe("the projects policy", () => {
  it.each<[ProjectRole, boolean]>([
    ["OWNER", true],
    ["ADMIN", true],
    ["MEMBER", false],
    ["VIEWER", false],
  ])("lets %s change the project and its members: %s", (role, may) => {
    expect(canEditProject(role)).toBe(may);
    expect(canManageMembers(role)).toBe(may);
  });

  it.each<[ProjectRole, ProjectRole[]]>([
    ["OWNER", ["ADMIN", "MEMBER", "VIEWER"]],
    ["ADMIN", ["ADMIN", "MEMBER", "VIEWER"]],
    ["MEMBER", []],
    ["VIEWER", []],
  ])("lets %s change the role of: %s", (role, changeable) => {
    expect(ROLES.filter((other) => canChangeRole(role, { role: other }))).toEqual(changeable);
  });

  it.each<[ProjectRole, ProjectRole[]]>([
    ["OWNER", ["ADMIN", "MEMBER", "VIEWER"]],
    ["ADMIN", ["ADMIN", "MEMBER", "VIEWER"]],
    ["MEMBER", []],
    ["VIEWER", []],
  ])("lets %s remove: %s", (role, removable) => {
    expect(ROLES.filter((other) => canRemoveMember(role, { role: other, isSelf: false }))).toEqual(removable);
  });

  it.each<[ProjectRole, boolean]>([
    ["OWNER", false],
    ["ADMIN", true],
    ["MEMBER", true],
    ["VIEWER", true],
  ])("lets %s leave: %s", (role, may) => {
    expect(canRemoveMember(role, { role, isSelf: true })).toBe(may);
  });
});
