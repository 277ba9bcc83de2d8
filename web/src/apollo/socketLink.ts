import { ApolloLink } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import type { Client } from "graphql-ws";
import { Observable } from "rxjs";

/**
 * Sends over the socket, and fails with it. After a normal close (code 1000) graphql-ws subscribes again without
 * a word, whatever `retryAttempts` says, and with the variables of then: behind an old cursor.
 */
export function createSocketLink(client: Client): ApolloLink {
  const overSocket = new GraphQLWsLink(client);
  return new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        observer.add(client.on("closed", () => observer.error(new Error("The socket was closed"))));
        observer.add(overSocket.request(operation).subscribe(observer));
      }),
  );
}
