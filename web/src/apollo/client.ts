import { ApolloClient, ApolloLink } from "@apollo/client";
import type { GraphQLCodegenDataMasking } from "@apollo/client/masking";
import { OperationTypeNode } from "graphql";
import { createAuthLink } from "./authLink";
import { createCache } from "./cache";
import { createHttpLink } from "./httpLink";
import { createSerialLink } from "./serialLink";
import type { Session } from "./session";
import { createSocket } from "./socket";
import { createSocketLink } from "./socketLink";

declare module "@apollo/client" {
  interface TypeOverrides extends GraphQLCodegenDataMasking.TypeOverrides {}
}

export interface Connection {
  readonly client: ApolloClient;
  readonly dispose: () => void;
}

const connections = new WeakMap<Session, { readonly epoch: number; readonly connection: Connection }>();

/** Everything that belongs to one sign-in; made when first asked for, dropped as a whole when it ends. */
export function connectionFor(session: Session, epoch: number): Connection {
  const known = connections.get(session);
  if (known?.epoch === epoch) return known.connection;

  const connection = connect(session, epoch);
  connections.set(session, { epoch, connection });
  const unsubscribe = session.subscribe(() => {
    if (session.state.status === "signedIn" && session.state.epoch === epoch) return;
    unsubscribe();
    connections.delete(session);
    connection.dispose();
  });
  return connection;
}

function connect(session: Session, epoch: number): Connection {
  const { apiOrigin } = session;
  const isOver = () =>
    session.state.status === "signedOut" || (session.state.status === "signedIn" && session.state.epoch !== epoch);
  const socket = createSocket(session, apiOrigin);
  const overHttp = ApolloLink.from([createSerialLink(), createAuthLink(session, isOver), createHttpLink(apiOrigin)]);
  const client = new ApolloClient({
    cache: createCache(),
    dataMasking: true,
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      createSocketLink(socket.client),
      overHttp,
    ),
  });
  return {
    client,
    dispose: () => {
      socket.dispose();
      client.stop();
    },
  };
}
