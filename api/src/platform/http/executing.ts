import { type ApolloServerOptions, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import type { ExecutionResult, GraphQLSchema } from "graphql";
import type { Context } from "../graphql/context";
import type { Execute } from "../graphql/execution";

type Gateway = Extract<ApolloServerOptions<Context>, { gateway: unknown }>["gateway"];
type GatewayExecutor = NonNullable<Awaited<ReturnType<Gateway["load"]>>["executor"]>;

const NO_HEADERS = { status: undefined, headers: new HeaderMap() };

/**
 * Has Apollo run operations by `execute`. It takes another executor than graphql-js from a gateway alone, and describes
 * each request to it by an object with getters, which V8 keeps, with all that the request read, until the next full
 * collection. So `answering` runs the operation and answers when all is well; only errors go on to the gateway, for
 * Apollo to tell them.
 */
export function executing(
  schema: GraphQLSchema,
  execute: Execute,
): { gateway: Gateway; answering: ApolloServerPlugin<Context> } {
  const failed = new WeakMap<Context, Promise<ExecutionResult>>();
  const answering: ApolloServerPlugin<Context> = {
    requestDidStart: async () => ({
      responseForOperation: async ({ document, operationName, request, contextValue }) => {
        const outcome = (async () =>
          execute({
            document,
            contextValue,
            operationName: request.operationName ?? operationName,
            variableValues: request.variables ?? {},
          }))();
        const singleResult = await outcome.catch(() => null);
        if (singleResult && !singleResult.errors) return { http: NO_HEADERS, body: { kind: "single", singleResult } };
        failed.set(contextValue, outcome);
        return null;
      },
    }),
  };
  const gateway: Gateway = {
    load: async () => ({ executor: ({ context }) => failed.get(context as Context) as ReturnType<GatewayExecutor> }),
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => {};
    },
    stop: async () => {},
  };
  return { gateway, answering };
}
