/**
 * What fields cost and how long their lists can be. The cost of a request is the number of objects that its answer
 * can have at most; what costs more than an object is declared here.
 */

/** Of a field that answers an object, when nothing else is declared; a scalar is free. */
export const OBJECT_COST = 1;
/** Of a root field of Mutation: a transaction. */
export const MUTATION_COST = 10;

/** Fields with a cost of their own, by `Type.field`. */
export const FIELD_COSTS: Readonly<Record<string, number>> = {
  // A password's hash takes as long as hundreds of rows.
  "Mutation.register": 200,
  "Mutation.login": 200,
  "Mutation.changePassword": 200,
  "Mutation.resetPassword": 200,
  "Mutation.deleteAccount": 200,
  // A type's wrappers, which every introspection asks for nine deep, and few have.
  "__Type.ofType": 0,
};

/** How long a list of objects can be that is no page, by `Type.field`. A connection's is what `first` or `last` says. */
export const LIST_SIZES: Readonly<Record<string, number>> = {
  "Project.labels": 200,
  "Task.labels": 50,
  "User.sessions": 50,
  "User.apiTokens": 50,
  "StreamEvent.fieldChanges": 20,
  "ActivityEntry.fieldChanges": 20,
  "StreamSnapshot.tasks": 100,
  "ChangePage.events": 100,
};

/** Arguments that say how long the list is: it has an item for each of theirs. */
export const LISTS_BY_ARGUMENT: Readonly<Record<string, string>> = {
  "Query.nodes": "ids",
};

/** Lengths of introspection's lists: about what the schema has. */
export const INTROSPECTION_SIZES: Readonly<Record<string, number>> = {
  "__Schema.types": 100,
  "__Schema.directives": 10,
  "__Type.fields": 10,
  "__Type.inputFields": 5,
  "__Type.enumValues": 2,
  "__Type.interfaces": 1,
  "__Type.possibleTypes": 1,
  "__Field.args": 2,
  "__Directive.args": 2,
};

/** For a list that nobody has declared; a test keeps there from being any. */
export const UNDECLARED_SIZE = 100;
