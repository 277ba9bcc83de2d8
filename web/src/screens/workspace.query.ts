import { graphql } from "../gql";

export const WorkspaceQuery = graphql(`
  query Workspace($after: String) {
    viewer {
      id
      ...UserMenu
    }
    projects(first: 100, after: $after) {
      ...ProjectNav @unmask
    }
  }
`);
