import { graphql } from "../../gql";

export const TaskRowFragmentDocument = graphql(`
  fragment TaskRow on Task {
    id
    key
    title
    status
    priority
    dueOn
    dueAt
    position
    version
    deletedAt
    viewerCanEdit
  }
`);
