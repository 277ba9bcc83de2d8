import type { ProjectRole } from "../projects/projectMember.entity";
import { canComment, canDeleteComment, canEditComment } from "./comments.policy";

describe("the comments policy", () => {
  it.each<{ role: ProjectRole; comments: boolean; edits: boolean; deletesOwn: boolean; deletesOthers: boolean }>([
    { role: "OWNER", comments: true, edits: true, deletesOwn: true, deletesOthers: true },
    { role: "ADMIN", comments: true, edits: true, deletesOwn: true, deletesOthers: true },
    { role: "MEMBER", comments: true, edits: true, deletesOwn: true, deletesOthers: false },
    { role: "VIEWER", comments: false, edits: false, deletesOwn: false, deletesOthers: false },
  ])("for $role", ({ role, comments, edits, deletesOwn, deletesOthers }) => {
    const [own, anothers] = [{ isAuthor: true }, { isAuthor: false }];
    expect(canComment(role)).toBe(comments);
    expect(canEditComment(role, own)).toBe(edits);
    expect(canEditComment(role, anothers)).toBe(false);
    expect(canDeleteComment(role, own)).toBe(deletesOwn);
    expect(canDeleteComment(role, anothers)).toBe(deletesOthers);
  });
});
