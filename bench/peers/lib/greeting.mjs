/** What all HTTP layers answer: next to nothing, so that what remains is the layer. */
export const QUERY = "query Greeting($name: String!) { greeting(name: $name) { id text } }";

export const greet = (name) => ({ id: name.length, text: `Hello ${name}` });

/** The same as a schema; `graphql`: the copy of graphql-js that is to execute it. */
export function greetingSchema({ GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString }) {
  const Greeting = new GraphQLObjectType({
    name: "Greeting",
    fields: { id: { type: GraphQLInt }, text: { type: GraphQLString } },
  });
  const args = { name: { type: new GraphQLNonNull(GraphQLString) } };
  const greeting = { type: Greeting, args, resolve: (_root, { name }) => greet(name) };
  return new GraphQLSchema({ query: new GraphQLObjectType({ name: "Query", fields: { greeting } }) });
}
