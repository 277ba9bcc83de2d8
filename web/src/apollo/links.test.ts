import { ApolloClient, ApolloLink, InMemoryCache } from "@apollo/client";
import { parse } from "graphql";
import { Observable } from "rxjs";
import { buildSession, credentials, refused, renewed } from "../test/fakeServer";
import { createAuthLink } from "./authLink";
import { createSerialLink } from "./serialLink";

// Not by `gql`: it is of no schema.
const mutation = parse("mutation Touch($id: ID!) { touch(id: $id) }");

const expired: ApolloLink.Result = {
  errors: [{ message: "Expired.", extensions: { code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED" } }],
};

function clientWith(...links: ApolloLink[]) {
  return new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from(links) });
}

/** A server that accepts only the token `valid`, and the tokens that it was shown. */
function serverAccepting(valid: string) {
  const shown: unknown[] = [];
  const link = new ApolloLink((operation) => {
    const { authorization } = (operation.getContext().headers ?? {}) as Record<string, string>;
    shown.push(authorization);
    return new Observable((observer) => {
      observer.next(authorization === `Bearer ${valid}` ? { data: { touch: operation.variables.id } } : expired);
      observer.complete();
    });
  });
  return { link, shown };
}

describe("the auth link", () => {
  it("renews once for all that were refused, and sends each again", async () => {
    const { session, requests } = buildSession(renewed("new"));
    session.start(credentials("old"));
    const { link, shown } = serverAccepting("new");
    const client = clientWith(
      createAuthLink(session, () => false),
      link,
    );
    const answers = await Promise.all(["1", "2", "3"].map((id) => client.mutate({ mutation, variables: { id } })));
    expect(answers.map(({ data }) => (data as { touch: string }).touch)).toEqual(["1", "2", "3"]);
    expect(requests).toHaveLength(1);
    expect(shown).toHaveLength(6);
    session.end("wish");
  });

  it("gives the refusal on when the session is over, and does not go round in circles", async () => {
    const { session } = buildSession(refused());
    session.start(credentials("old"));
    const { link, shown } = serverAccepting("new");
    const client = clientWith(
      createAuthLink(session, () => false),
      link,
    );
    await expect(client.mutate({ mutation, variables: { id: "1" } })).rejects.toThrow("Expired.");
    expect(shown).toHaveLength(1);
  });

  it("sends nothing more of a sign-in that is over, whoever has signed in since", async () => {
    const { session } = buildSession(renewed("another's"));
    session.start(credentials("another's"));
    const { link, shown } = serverAccepting("another's");
    const client = clientWith(
      createAuthLink(session, () => true),
      link,
    );
    await expect(client.mutate({ mutation, variables: { id: "1" } })).rejects.toThrow("Signed out");
    expect(shown).toEqual([]);
    session.end("wish");
  });

  it("sends again only once", async () => {
    const { session, requests } = buildSession(renewed("also refused"));
    session.start(credentials("old"));
    const { link } = serverAccepting("new");
    const client = clientWith(
      createAuthLink(session, () => false),
      link,
    );
    await expect(client.mutate({ mutation, variables: { id: "1" } })).rejects.toThrow("Expired.");
    expect(requests).toHaveLength(1);
    session.end("wish");
  });
});

describe("the serial link", () => {
  const slowFirst = () => {
    const log: string[] = [];
    const link = new ApolloLink(({ variables: { id } }) => {
      log.push(`sent ${String(id)}`);
      return new Observable((observer) => {
        const answer = () => {
          log.push(`answered ${String(id)}`);
          if (id === "bad") observer.error(new Error("bad"));
          observer.next({ data: { touch: id as string } });
          observer.complete();
        };
        const timer = setTimeout(answer, id === "1" ? 30 : 0);
        return () => clearTimeout(timer);
      });
    });
    return { log, client: clientWith(createSerialLink(), link) };
  };
  const touch = (client: ApolloClient, id: string, queue?: string) =>
    client.mutate({ mutation, variables: { id }, context: queue ? { queue } : {} });

  it("sends one after the other within a queue", async () => {
    const { client, log } = slowFirst();
    await Promise.all([touch(client, "1", "q"), touch(client, "2", "q")]);
    expect(log).toEqual(["sent 1", "answered 1", "sent 2", "answered 2"]);
  });

  it("lets other queues pass", async () => {
    const { client, log } = slowFirst();
    await Promise.all([touch(client, "1", "q"), touch(client, "2", "other"), touch(client, "3")]);
    expect(log.at(-1)).toBe("answered 1");
  });

  it("goes on after a failure", async () => {
    const { client } = slowFirst();
    const failed = touch(client, "bad", "q");
    const next = touch(client, "2", "q");
    await expect(failed).rejects.toThrow("bad");
    expect((await next).data).toEqual({ touch: "2" });
  });
});
