import { ApolloClient, InMemoryCache } from "@apollo/client";
import { parse } from "graphql";
import type { Client, Sink } from "graphql-ws";
import { createSocketLink } from "./socketLink";

// Not by `gql`: it is of no schema.
const query = parse("subscription Ticks { ticks }");

function fakeSocket() {
  const listeners = new Set<() => void>();
  const sinks = new Set<Sink>();
  const client = {
    on: (_event: string, listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    subscribe: (_payload: unknown, sink: Sink) => {
      sinks.add(sink);
      return () => sinks.delete(sink);
    },
  } as unknown as Client;
  return { client, listeners, sinks, close: () => listeners.forEach((listener) => listener()) };
}

function subscribe(socket: ReturnType<typeof fakeSocket>) {
  const heard: unknown[] = [];
  const client = new ApolloClient({ cache: new InMemoryCache(), link: createSocketLink(socket.client) });
  const subscription = client.subscribe({ query, fetchPolicy: "no-cache" }).subscribe({
    next: ({ data, error }) => heard.push(error ? error.message : data),
    complete: () => heard.push("complete"),
  });
  return { heard, subscription };
}

test("a subscription ends with its socket, so that nothing subscribes again as of then", () => {
  const socket = fakeSocket();
  const { heard } = subscribe(socket);
  for (const sink of socket.sinks) sink.next({ data: { ticks: 1 } });
  socket.close();
  expect(heard).toEqual([{ ticks: 1 }, "The socket was closed", "complete"]);
  expect(socket.sinks.size).toBe(0);
});

test("whoever has unsubscribed hears no more of the socket", () => {
  const socket = fakeSocket();
  const { heard, subscription } = subscribe(socket);
  subscription.unsubscribe();
  socket.close();
  expect(heard).toEqual([]);
  expect(socket.listeners.size).toBe(0);
});
