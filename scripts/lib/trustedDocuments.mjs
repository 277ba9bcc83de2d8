import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./paths.mjs";

const require = createRequire(import.meta.url);
// What the web app depends on, as it finds it.
const requireOfWeb = createRequire(join(root, "web", "package.json"));

/** trusted-documents.json: each text that the web app sends by its SHA-256, as codegen's documents have it now. */
export async function listTrustedDocuments() {
  require("./registerTypeScript.cjs");
  const generated = require(join(root, "web", "src", "gql", "graphql.ts"));
  const documents = Object.entries(generated).flatMap(([name, value]) => (name.endsWith("Document") ? [value] : []));
  const texts = (await Promise.all(documents.map(textsOf))).flat();
  const byHash = Object.fromEntries(texts.map((text) => [createHash("sha256").update(text).digest("hex"), text]));
  return `${JSON.stringify(byHash, Object.keys(byHash).sort(), 2)}\n`;
}

/** As Apollo Client sends it, which adds what its cache needs; and as it is, for requests without the client. */
async function textsOf(document) {
  const { ApolloClient, ApolloLink, InMemoryCache } = requireOfWeb("@apollo/client");
  const { EMPTY } = requireOfWeb("rxjs");
  const { print } = require("graphql");
  const texts = new Set([print(document)]);
  const link = new ApolloLink(({ query }) => {
    texts.add(print(query));
    return EMPTY;
  });
  const client = new ApolloClient({ cache: new InMemoryCache(), link, dataMasking: true });
  const { operation } = document.definitions.find(({ kind }) => kind === "OperationDefinition");
  if (operation === "query") await client.query({ query: document }).catch(() => {});
  else if (operation === "mutation") await client.mutate({ mutation: document }).catch(() => {});
  else await new Promise((complete) => client.subscribe({ query: document }).subscribe({ complete, error: complete }));
  client.stop();
  return [...texts].filter((text) => !text.includes("@unmask"));
}
