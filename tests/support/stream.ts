import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";

/** One item of a project's stream, as far as these tests look at it. */
export interface StreamItem {
  __typename: string;
  cursor: string;
  seq?: number;
  prevSeq?: number;
  type?: string;
  subjectId?: string;
  changedFields?: string[];
  actor?: { name: string };
  task?: { title: string; status: string; version: number } | null;
  endReason?: string;
}

export interface ProjectStream {
  /** The next item; fails when none comes within a few seconds. */
  next(): Promise<StreamItem>;
  /** Whether the server has ended the stream. */
  hasEnded(): Promise<boolean>;
  close(): Promise<void>;
}

const QUERY = `subscription ($projectId: ID!) {
  projectStream(projectId: $projectId) {
    __typename
    cursor
    ... on StreamEvent {
      seq prevSeq type subjectId changedFields
      actor { name }
      task { title status version }
    }
    ... on StreamEnd { endReason }
  }
}`;
const PATIENCE_MS = 20_000;

/** A client over WebSocket, as an integrator would make it; null: without a credential. */
export function connect(url: string, token: string | null): Client {
  return createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token !== null && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
}

export function openStream(url: string, token: string | null, projectId: string): ProjectStream {
  const client = connect(url, token);
  const items = client.iterate<{ projectStream: StreamItem }>({ query: QUERY, variables: { projectId } });
  const step = () => within(PATIENCE_MS, items.next());
  return {
    next: async () => {
      const { value, done } = await step();
      if (done) throw new Error("The stream has ended");
      if (value.errors || !value.data) throw new Error(JSON.stringify(value.errors));
      return value.data.projectStream;
    },
    hasEnded: async () => (await step()).done === true,
    close: async () => {
      await items.return?.();
      await client.dispose();
    },
  };
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
