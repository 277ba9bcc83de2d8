import { connect, type TestStream } from "./socket";
import type { TestApp } from "./testApp";

/** What comes of a projectStream; which fields are there depends on its kind. */
export interface StreamItem {
  __typename: "StreamLive" | "StreamEvent" | "StreamSnapshot" | "StreamReset" | "StreamLagging" | "StreamEnd";
  cursor: string;
  seq: number;
  prevSeq: number;
  type: string;
  subjectId: string;
  task: { id: string; title: string; version: number; position: string } | null;
  tasks: { id: string; title: string; version: number }[];
  isLast: boolean;
  resetReason: string;
  behind: number;
  endReason: string;
}

/** Where a stream is to start. */
export interface StreamStart {
  after?: string;
  snapshot?: boolean;
}

export type ProjectStream = TestStream<{ projectStream: StreamItem }>;

const QUERY = `subscription ($id: ID!, $after: String, $snapshot: Boolean) {
 projectStream(projectId: $id, after: $after, snapshot: $snapshot) {
  __typename cursor
  ... on StreamEvent { id seq prevSeq type subjectId projectId changedFields actor { id } task { id title version position } }
  ... on StreamSnapshot { seq tasks { id title version } isLast }
  ... on StreamReset { resetReason }
  ... on StreamLagging { behind }
  ... on StreamEnd { endReason }
} }`;

/** Subscribes to a project on a socket of its own. */
export async function openProjectStream(
  test: TestApp,
  token: string | null,
  projectId: string,
  query = QUERY,
  start: StreamStart = {},
): Promise<ProjectStream> {
  const socket = await connect(test, token);
  return socket.subscribe<{ projectStream: StreamItem }>(query, { id: projectId, ...start });
}

/** As `openProjectStream`, for one that must be live. */
export async function openLiveStream(
  test: TestApp,
  token: string,
  projectId: string,
  query = QUERY,
): Promise<ProjectStream> {
  const stream = await openProjectStream(test, token, projectId, query);
  const { projectStream } = await stream.next();
  if (projectStream.__typename !== "StreamLive")
    throw new Error(`The stream began with ${JSON.stringify(projectStream)}`);
  return stream;
}

/** Takes so many items, however long they take to come. */
export async function takeItems(stream: ProjectStream, count: number): Promise<StreamItem[]> {
  const items: StreamItem[] = [];
  while (items.length < count) items.push((await stream.next()).projectStream);
  return items;
}

/** What a stream that starts somewhere brings until it is live, StreamLive included; the socket is closed then. */
export async function itemsUntilLive(
  test: TestApp,
  token: string,
  projectId: string,
  start: StreamStart,
): Promise<StreamItem[]> {
  const stream = await openProjectStream(test, token, projectId, QUERY, start);
  const items = await stream.until(({ projectStream }) => projectStream.__typename === "StreamLive");
  await stream.socket.close();
  return items.map(({ projectStream }) => projectStream);
}
