import { GraphQLError, type ValidationRule } from "graphql";

const SIGN_IN_FIELDS = new Set(["register", "login"]);

/** Refuses a document with more than one sign-in before any of it runs: aliases would get around the rate limit. */
export const oneSignInPerDocument: ValidationRule = (context) => {
  let seen = 0;
  return {
    Field(node) {
      if (context.getParentType() !== context.getSchema().getMutationType() || !SIGN_IN_FIELDS.has(node.name.value))
        return;
      seen += 1;
      if (seen === 2)
        context.reportError(new GraphQLError("A document can have one register or login.", { nodes: node }));
    },
  };
};
