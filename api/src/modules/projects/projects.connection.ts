import { connectionTypes } from "../../platform/graphql/connection";
import { Project } from "./project.entity";
import { ProjectMember } from "./projectMember.entity";

export const ProjectConnection = connectionTypes(Project, {
  connection: "Projects.",
  edge: "A project in a list.",
  cursor: "Its place in the list.",
  node: "The project.",
});

export const ProjectMemberConnection = connectionTypes(ProjectMember, {
  connection: "Members of a project.",
  edge: "A member in a list.",
  cursor: "Its place in the list.",
  node: "The member.",
});
