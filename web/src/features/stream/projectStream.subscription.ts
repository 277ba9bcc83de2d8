import { graphql } from "../../gql";
import type { ProjectStreamSubscription as ProjectStreamData } from "../../gql/graphql";

export type ProjectStreamItem = ProjectStreamData["projectStream"];
export type StreamEvent = Extract<ProjectStreamItem, { __typename: "StreamEvent" }>;

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

/** To be read in one query with the lists: as of this cursor they are what is cached of the project. */
export const ProjectStreamStartFragmentDocument = graphql(`
  fragment ProjectStreamStart on Project {
    streamCursor
  }
`);

export const ProjectStreamSubscription = graphql(`
  subscription ProjectStream($projectId: ID!, $after: String) {
    projectStream(projectId: $projectId, after: $after) {
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
        member {
          id
          user {
            id
          }
        }
      }
      ... on StreamLagging {
        behind
      }
      ... on StreamEnd {
        endReason
      }
    }
  }
`);
