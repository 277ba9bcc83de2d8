import { ProjectRole } from "./projectMember.entity";
import {
  canArchive,
  canChangeRole,
  canDispose,
  canEditProject,
  canManageMembers,
  canRemoveMember,
  canSeePending,
  isReadOnly,
} from "./projects.policy";

const ROLES = Object.keys(ProjectRole) as ProjectRole[];

describe("the projects policy", () => {
  it.each<[ProjectRole, boolean, boolean, boolean]>([
    ["OWNER", true, true, true],
    ["ADMIN", true, false, true],
    ["MEMBER", false, false, false],
    ["VIEWER", false, false, false],
  ])(
    "lets %s archive: %s, delete, restore and transfer: %s, see pending members: %s",
    (role, archive, dispose, see) => {
      expect([canArchive(role), canDispose(role), canSeePending(role)]).toEqual([archive, dispose, see]);
    },
  );

  it.each<[Date | null, Date | null, boolean]>([
    [null, null, false],
    [new Date(0), null, true],
    [null, new Date(0), true],
    [new Date(0), new Date(0), true],
  ])("makes a project archived at %s and deleted at %s read-only: %s", (archivedAt, deletedAt, readOnly) => {
    expect(isReadOnly({ archivedAt, deletedAt })).toBe(readOnly);
  });

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
