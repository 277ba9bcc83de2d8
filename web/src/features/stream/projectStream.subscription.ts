import { graphql } from "../../gql";

/** As much of an entity as any screen shows, so that a new one is complete wherever it appears. */
export const StreamTaskFragmentDocument = graphql(`
  fragment StreamTask on Task {
    id
    key
    number
    title
    description
    status
    priority
    dueOn
    dueAt
    startOn
    startAt
    position
    version
    createdAt
    updatedAt
    completedAt
    deletedAt
    viewerCanEdit
  }
`);

export const StreamProjectFragmentDocument = graphql(`
  fragment StreamProject on Project {
    id
    name
    key
    color
    description
    isPersonal
    version
    viewerRole
  }
`);

export const ProjectStreamSubscription = graphql(`
  subscription ProjectStream($projectId: ID!) {
    projectStream(projectId: $projectId) {
      __typename
      cursor
      ... on StreamEvent {
        id
        seq
        prevSeq
        type
        projectId
        subjectId
        task {
          ...StreamTask @unmask
        }
        project {
          ...StreamProject @unmask
        }
      }
      ... on StreamEnd {
        endReason
      }
    }
  }
`);
