// Subscriptions the usual way: graphql-ws and a PubSub, where each subscriber's selection is executed for each event.
// https://www.apollographql.com/docs/apollo-server/data/subscriptions (PubSub, withFilter) and
// https://the-guild.dev/graphql/ws/get-started. What is posted is published as it is: no field needs the database.
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { PubSub, withFilter } from "graphql-subscriptions";
import { useServer as serveSockets } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

const pubsub = new PubSub();
// One listener a subscriber.
pubsub.ee.setMaxListeners(0);

const typeDefs = `
  type Query { ok: Boolean }
  type Subscription { projectStream(projectId: ID!): StreamItem! }
  interface StreamItem { cursor: String! }
  type StreamLive implements StreamItem { cursor: String! }
  type StreamEvent implements StreamItem {
    cursor: String! id: ID! seq: Int! prevSeq: Int! type: String! projectId: ID! subjectId: ID! occurredAt: String!
    changedFields: [String!]! actor: User task: Task
  }
  type User { id: ID! name: String! }
  type Label { id: ID! name: String! color: String! }
  type Task {
    id: ID! key: String! title: String! description: String status: String! priority: String! position: String! version: Int!
    updatedAt: String! assignee: User labels: [Label!]!
  }
`;
const resolvers = {
  StreamItem: { __resolveType: ({ __typename }) => __typename },
  Subscription: {
    projectStream: {
      subscribe: withFilter(
        () => pubsub.asyncIterableIterator("CHANGED"),
        ({ projectStream }, { projectId }) => projectStream.projectId === projectId,
      ),
    },
  },
};

const publish = async (request, response) => {
  await pubsub.publish("CHANGED", { projectStream: await json(request) });
  response.end();
};
const server = createServer((request, response) => void publish(request, response));
serveSockets(
  { schema: makeExecutableSchema({ typeDefs, resolvers }) },
  new WebSocketServer({ server, path: "/graphql" }),
);
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
