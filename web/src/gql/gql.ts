/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n    fragment TaskVersion on Task {\n      version\n    }\n  ": typeof types.TaskVersionFragmentDoc,
    "\n    fragment ProjectVersion on Project {\n      version\n    }\n  ": typeof types.ProjectVersionFragmentDoc,
    "\n    fragment UserVersion on User {\n      version\n    }\n  ": typeof types.UserVersionFragmentDoc,
    "\n  fragment SettledTask on Task {\n    id\n    status\n    position\n    deletedAt\n  }\n": typeof types.SettledTaskFragmentDoc,
    "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      isAccepted\n    }\n  }\n": typeof types.RequestPasswordResetDocument,
    "\n  mutation RequestEmailVerification($input: RequestEmailVerificationInput!) {\n    requestEmailVerification(input: $input) {\n      isAccepted\n    }\n  }\n": typeof types.RequestEmailVerificationDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) {\n      accessToken\n      expiresAt\n    }\n  }\n": typeof types.RegisterDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      isAccepted\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      accessToken\n      expiresAt\n    }\n  }\n": typeof types.LoginDocument,
    "\n  fragment UserMenu on User {\n    id\n    name\n    email\n  }\n": typeof types.UserMenuFragmentDoc,
    "\n  mutation RevokeAllSessions($input: RevokeAllSessionsInput!) {\n    revokeAllSessions(input: $input) {\n      isAccepted\n    }\n  }\n": typeof types.RevokeAllSessionsDocument,
    "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.VerifyEmailDocument,
    "\n  fragment ProjectNav on ProjectConnection {\n    edges {\n      cursor\n      node {\n        id\n        name\n        color\n        isPersonal\n        viewerRole\n        version\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n": typeof types.ProjectNavFragmentDoc,
    "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      seq\n      project {\n        id\n        name\n        color\n        isPersonal\n        viewerRole\n        version\n      }\n    }\n  }\n": typeof types.CreateProjectDocument,
    "\n  fragment KnownTask on Task {\n    version\n    status\n  }\n": typeof types.KnownTaskFragmentDoc,
    "\n  fragment StreamViewer on Query {\n    viewer {\n      id\n    }\n  }\n": typeof types.StreamViewerFragmentDoc,
    "\n  fragment StreamTask on Task {\n    id\n    key\n    number\n    title\n    description\n    status\n    priority\n    dueOn\n    dueAt\n    startOn\n    startAt\n    position\n    version\n    createdAt\n    updatedAt\n    completedAt\n    deletedAt\n    viewerCanEdit\n  }\n": typeof types.StreamTaskFragmentDoc,
    "\n  fragment StreamProject on Project {\n    id\n    name\n    key\n    color\n    description\n    isPersonal\n    version\n    viewerRole\n  }\n": typeof types.StreamProjectFragmentDoc,
    "\n  fragment ProjectStreamStart on Project {\n    streamCursor\n  }\n": typeof types.ProjectStreamStartFragmentDoc,
    "\n  subscription ProjectStream($projectId: ID!, $after: String) {\n    projectStream(projectId: $projectId, after: $after) {\n      __typename\n      cursor\n      ... on StreamEvent {\n        id\n        seq\n        prevSeq\n        type\n        projectId\n        subjectId\n        task {\n          ...StreamTask @unmask\n        }\n        project {\n          ...StreamProject @unmask\n        }\n        member {\n          id\n          user {\n            id\n          }\n        }\n      }\n      ... on StreamLagging {\n        behind\n      }\n      ... on StreamEnd {\n        endReason\n      }\n    }\n  }\n": typeof types.ProjectStreamDocument,
    "\n  fragment TaskRow on Task {\n    id\n    key\n    title\n    status\n    priority\n    dueOn\n    dueAt\n    position\n    version\n    deletedAt\n    viewerCanEdit\n  }\n": typeof types.TaskRowFragmentDoc,
    "\n  fragment TaskLists on Project {\n    id\n    viewerRole\n    open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {\n      edges {\n        node {\n          id\n          position\n          ...TaskRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {\n      edges {\n        node {\n          id\n          position\n          ...TaskRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.TaskListsFragmentDoc,
    "\n  query TaskListPage($projectId: ID!, $filter: TaskFilter!, $orderBy: [TaskOrder!]!, $after: String) {\n    project(id: $projectId) {\n      id\n      tasks(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {\n        edges {\n          node {\n            id\n            position\n            ...TaskRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.TaskListPageDocument,
    "\n  mutation CreateTask($input: CreateTaskInput!) {\n    createTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": typeof types.CreateTaskDocument,
    "\n  mutation DeleteTask($input: DeleteTaskInput!) {\n    deleteTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": typeof types.DeleteTaskDocument,
    "\n  mutation RestoreTask($input: RestoreTaskInput!) {\n    restoreTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": typeof types.RestoreTaskDocument,
    "\n  mutation UpdateTask($input: UpdateTaskInput!) {\n    updateTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": typeof types.UpdateTaskDocument,
    "\n  mutation MoveTask($input: MoveTaskInput!) {\n    moveTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": typeof types.MoveTaskDocument,
    "\n  query ProjectScreen(\n    $projectId: ID!\n    $openFilter: TaskFilter!\n    $openOrder: [TaskOrder!]!\n    $completedFilter: TaskFilter!\n    $completedOrder: [TaskOrder!]!\n  ) {\n    project(id: $projectId) {\n      id\n      name\n      color\n      version\n      open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      ...ProjectStreamStart\n      ...TaskLists\n    }\n  }\n": typeof types.ProjectScreenDocument,
    "\n  query Workspace($after: String) {\n    viewer {\n      id\n      ...UserMenu\n    }\n    projects(first: 100, after: $after) {\n      ...ProjectNav @unmask\n    }\n  }\n": typeof types.WorkspaceDocument,
};
const documents: Documents = {
    "\n    fragment TaskVersion on Task {\n      version\n    }\n  ": types.TaskVersionFragmentDoc,
    "\n    fragment ProjectVersion on Project {\n      version\n    }\n  ": types.ProjectVersionFragmentDoc,
    "\n    fragment UserVersion on User {\n      version\n    }\n  ": types.UserVersionFragmentDoc,
    "\n  fragment SettledTask on Task {\n    id\n    status\n    position\n    deletedAt\n  }\n": types.SettledTaskFragmentDoc,
    "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      isAccepted\n    }\n  }\n": types.RequestPasswordResetDocument,
    "\n  mutation RequestEmailVerification($input: RequestEmailVerificationInput!) {\n    requestEmailVerification(input: $input) {\n      isAccepted\n    }\n  }\n": types.RequestEmailVerificationDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) {\n      accessToken\n      expiresAt\n    }\n  }\n": types.RegisterDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      isAccepted\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      accessToken\n      expiresAt\n    }\n  }\n": types.LoginDocument,
    "\n  fragment UserMenu on User {\n    id\n    name\n    email\n  }\n": types.UserMenuFragmentDoc,
    "\n  mutation RevokeAllSessions($input: RevokeAllSessionsInput!) {\n    revokeAllSessions(input: $input) {\n      isAccepted\n    }\n  }\n": types.RevokeAllSessionsDocument,
    "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": types.VerifyEmailDocument,
    "\n  fragment ProjectNav on ProjectConnection {\n    edges {\n      cursor\n      node {\n        id\n        name\n        color\n        isPersonal\n        viewerRole\n        version\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n": types.ProjectNavFragmentDoc,
    "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      seq\n      project {\n        id\n        name\n        color\n        isPersonal\n        viewerRole\n        version\n      }\n    }\n  }\n": types.CreateProjectDocument,
    "\n  fragment KnownTask on Task {\n    version\n    status\n  }\n": types.KnownTaskFragmentDoc,
    "\n  fragment StreamViewer on Query {\n    viewer {\n      id\n    }\n  }\n": types.StreamViewerFragmentDoc,
    "\n  fragment StreamTask on Task {\n    id\n    key\n    number\n    title\n    description\n    status\n    priority\n    dueOn\n    dueAt\n    startOn\n    startAt\n    position\n    version\n    createdAt\n    updatedAt\n    completedAt\n    deletedAt\n    viewerCanEdit\n  }\n": types.StreamTaskFragmentDoc,
    "\n  fragment StreamProject on Project {\n    id\n    name\n    key\n    color\n    description\n    isPersonal\n    version\n    viewerRole\n  }\n": types.StreamProjectFragmentDoc,
    "\n  fragment ProjectStreamStart on Project {\n    streamCursor\n  }\n": types.ProjectStreamStartFragmentDoc,
    "\n  subscription ProjectStream($projectId: ID!, $after: String) {\n    projectStream(projectId: $projectId, after: $after) {\n      __typename\n      cursor\n      ... on StreamEvent {\n        id\n        seq\n        prevSeq\n        type\n        projectId\n        subjectId\n        task {\n          ...StreamTask @unmask\n        }\n        project {\n          ...StreamProject @unmask\n        }\n        member {\n          id\n          user {\n            id\n          }\n        }\n      }\n      ... on StreamLagging {\n        behind\n      }\n      ... on StreamEnd {\n        endReason\n      }\n    }\n  }\n": types.ProjectStreamDocument,
    "\n  fragment TaskRow on Task {\n    id\n    key\n    title\n    status\n    priority\n    dueOn\n    dueAt\n    position\n    version\n    deletedAt\n    viewerCanEdit\n  }\n": types.TaskRowFragmentDoc,
    "\n  fragment TaskLists on Project {\n    id\n    viewerRole\n    open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {\n      edges {\n        node {\n          id\n          position\n          ...TaskRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {\n      edges {\n        node {\n          id\n          position\n          ...TaskRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.TaskListsFragmentDoc,
    "\n  query TaskListPage($projectId: ID!, $filter: TaskFilter!, $orderBy: [TaskOrder!]!, $after: String) {\n    project(id: $projectId) {\n      id\n      tasks(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {\n        edges {\n          node {\n            id\n            position\n            ...TaskRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.TaskListPageDocument,
    "\n  mutation CreateTask($input: CreateTaskInput!) {\n    createTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": types.CreateTaskDocument,
    "\n  mutation DeleteTask($input: DeleteTaskInput!) {\n    deleteTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": types.DeleteTaskDocument,
    "\n  mutation RestoreTask($input: RestoreTaskInput!) {\n    restoreTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": types.RestoreTaskDocument,
    "\n  mutation UpdateTask($input: UpdateTaskInput!) {\n    updateTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": types.UpdateTaskDocument,
    "\n  mutation MoveTask($input: MoveTaskInput!) {\n    moveTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n": types.MoveTaskDocument,
    "\n  query ProjectScreen(\n    $projectId: ID!\n    $openFilter: TaskFilter!\n    $openOrder: [TaskOrder!]!\n    $completedFilter: TaskFilter!\n    $completedOrder: [TaskOrder!]!\n  ) {\n    project(id: $projectId) {\n      id\n      name\n      color\n      version\n      open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      ...ProjectStreamStart\n      ...TaskLists\n    }\n  }\n": types.ProjectScreenDocument,
    "\n  query Workspace($after: String) {\n    viewer {\n      id\n      ...UserMenu\n    }\n    projects(first: 100, after: $after) {\n      ...ProjectNav @unmask\n    }\n  }\n": types.WorkspaceDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment TaskVersion on Task {\n      version\n    }\n  "): (typeof documents)["\n    fragment TaskVersion on Task {\n      version\n    }\n  "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment ProjectVersion on Project {\n      version\n    }\n  "): (typeof documents)["\n    fragment ProjectVersion on Project {\n      version\n    }\n  "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment UserVersion on User {\n      version\n    }\n  "): (typeof documents)["\n    fragment UserVersion on User {\n      version\n    }\n  "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SettledTask on Task {\n    id\n    status\n    position\n    deletedAt\n  }\n"): (typeof documents)["\n  fragment SettledTask on Task {\n    id\n    status\n    position\n    deletedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      isAccepted\n    }\n  }\n"): (typeof documents)["\n  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {\n    requestPasswordReset(input: $input) {\n      isAccepted\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestEmailVerification($input: RequestEmailVerificationInput!) {\n    requestEmailVerification(input: $input) {\n      isAccepted\n    }\n  }\n"): (typeof documents)["\n  mutation RequestEmailVerification($input: RequestEmailVerificationInput!) {\n    requestEmailVerification(input: $input) {\n      isAccepted\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) {\n      accessToken\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) {\n      accessToken\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      isAccepted\n    }\n  }\n"): (typeof documents)["\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      isAccepted\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      accessToken\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      accessToken\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserMenu on User {\n    id\n    name\n    email\n  }\n"): (typeof documents)["\n  fragment UserMenu on User {\n    id\n    name\n    email\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeAllSessions($input: RevokeAllSessionsInput!) {\n    revokeAllSessions(input: $input) {\n      isAccepted\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeAllSessions($input: RevokeAllSessionsInput!) {\n    revokeAllSessions(input: $input) {\n      isAccepted\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProjectNav on ProjectConnection {\n    edges {\n      cursor\n      node {\n        id\n        name\n        color\n        isPersonal\n        viewerRole\n        version\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n"): (typeof documents)["\n  fragment ProjectNav on ProjectConnection {\n    edges {\n      cursor\n      node {\n        id\n        name\n        color\n        isPersonal\n        viewerRole\n        version\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      seq\n      project {\n        id\n        name\n        color\n        isPersonal\n        viewerRole\n        version\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      seq\n      project {\n        id\n        name\n        color\n        isPersonal\n        viewerRole\n        version\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KnownTask on Task {\n    version\n    status\n  }\n"): (typeof documents)["\n  fragment KnownTask on Task {\n    version\n    status\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StreamViewer on Query {\n    viewer {\n      id\n    }\n  }\n"): (typeof documents)["\n  fragment StreamViewer on Query {\n    viewer {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StreamTask on Task {\n    id\n    key\n    number\n    title\n    description\n    status\n    priority\n    dueOn\n    dueAt\n    startOn\n    startAt\n    position\n    version\n    createdAt\n    updatedAt\n    completedAt\n    deletedAt\n    viewerCanEdit\n  }\n"): (typeof documents)["\n  fragment StreamTask on Task {\n    id\n    key\n    number\n    title\n    description\n    status\n    priority\n    dueOn\n    dueAt\n    startOn\n    startAt\n    position\n    version\n    createdAt\n    updatedAt\n    completedAt\n    deletedAt\n    viewerCanEdit\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StreamProject on Project {\n    id\n    name\n    key\n    color\n    description\n    isPersonal\n    version\n    viewerRole\n  }\n"): (typeof documents)["\n  fragment StreamProject on Project {\n    id\n    name\n    key\n    color\n    description\n    isPersonal\n    version\n    viewerRole\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProjectStreamStart on Project {\n    streamCursor\n  }\n"): (typeof documents)["\n  fragment ProjectStreamStart on Project {\n    streamCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ProjectStream($projectId: ID!, $after: String) {\n    projectStream(projectId: $projectId, after: $after) {\n      __typename\n      cursor\n      ... on StreamEvent {\n        id\n        seq\n        prevSeq\n        type\n        projectId\n        subjectId\n        task {\n          ...StreamTask @unmask\n        }\n        project {\n          ...StreamProject @unmask\n        }\n        member {\n          id\n          user {\n            id\n          }\n        }\n      }\n      ... on StreamLagging {\n        behind\n      }\n      ... on StreamEnd {\n        endReason\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription ProjectStream($projectId: ID!, $after: String) {\n    projectStream(projectId: $projectId, after: $after) {\n      __typename\n      cursor\n      ... on StreamEvent {\n        id\n        seq\n        prevSeq\n        type\n        projectId\n        subjectId\n        task {\n          ...StreamTask @unmask\n        }\n        project {\n          ...StreamProject @unmask\n        }\n        member {\n          id\n          user {\n            id\n          }\n        }\n      }\n      ... on StreamLagging {\n        behind\n      }\n      ... on StreamEnd {\n        endReason\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaskRow on Task {\n    id\n    key\n    title\n    status\n    priority\n    dueOn\n    dueAt\n    position\n    version\n    deletedAt\n    viewerCanEdit\n  }\n"): (typeof documents)["\n  fragment TaskRow on Task {\n    id\n    key\n    title\n    status\n    priority\n    dueOn\n    dueAt\n    position\n    version\n    deletedAt\n    viewerCanEdit\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaskLists on Project {\n    id\n    viewerRole\n    open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {\n      edges {\n        node {\n          id\n          position\n          ...TaskRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {\n      edges {\n        node {\n          id\n          position\n          ...TaskRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment TaskLists on Project {\n    id\n    viewerRole\n    open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {\n      edges {\n        node {\n          id\n          position\n          ...TaskRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {\n      edges {\n        node {\n          id\n          position\n          ...TaskRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaskListPage($projectId: ID!, $filter: TaskFilter!, $orderBy: [TaskOrder!]!, $after: String) {\n    project(id: $projectId) {\n      id\n      tasks(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {\n        edges {\n          node {\n            id\n            position\n            ...TaskRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TaskListPage($projectId: ID!, $filter: TaskFilter!, $orderBy: [TaskOrder!]!, $after: String) {\n    project(id: $projectId) {\n      id\n      tasks(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {\n        edges {\n          node {\n            id\n            position\n            ...TaskRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTask($input: CreateTaskInput!) {\n    createTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateTask($input: CreateTaskInput!) {\n    createTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteTask($input: DeleteTaskInput!) {\n    deleteTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteTask($input: DeleteTaskInput!) {\n    deleteTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreTask($input: RestoreTaskInput!) {\n    restoreTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RestoreTask($input: RestoreTaskInput!) {\n    restoreTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTask($input: UpdateTaskInput!) {\n    updateTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateTask($input: UpdateTaskInput!) {\n    updateTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveTask($input: MoveTaskInput!) {\n    moveTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation MoveTask($input: MoveTaskInput!) {\n    moveTask(input: $input) {\n      seq\n      task {\n        ...TaskRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectScreen(\n    $projectId: ID!\n    $openFilter: TaskFilter!\n    $openOrder: [TaskOrder!]!\n    $completedFilter: TaskFilter!\n    $completedOrder: [TaskOrder!]!\n  ) {\n    project(id: $projectId) {\n      id\n      name\n      color\n      version\n      open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      ...ProjectStreamStart\n      ...TaskLists\n    }\n  }\n"): (typeof documents)["\n  query ProjectScreen(\n    $projectId: ID!\n    $openFilter: TaskFilter!\n    $openOrder: [TaskOrder!]!\n    $completedFilter: TaskFilter!\n    $completedOrder: [TaskOrder!]!\n  ) {\n    project(id: $projectId) {\n      id\n      name\n      color\n      version\n      open: tasks(filter: $openFilter, orderBy: $openOrder, first: 100) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      completed: tasks(filter: $completedFilter, orderBy: $completedOrder, first: 100) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      ...ProjectStreamStart\n      ...TaskLists\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Workspace($after: String) {\n    viewer {\n      id\n      ...UserMenu\n    }\n    projects(first: 100, after: $after) {\n      ...ProjectNav @unmask\n    }\n  }\n"): (typeof documents)["\n  query Workspace($after: String) {\n    viewer {\n      id\n      ...UserMenu\n    }\n    projects(first: 100, after: $after) {\n      ...ProjectNav @unmask\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;