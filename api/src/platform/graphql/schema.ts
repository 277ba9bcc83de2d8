import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from "graphql";
import { buildSchemaSync, type NonEmptyArray } from "type-graphql";
import { allDeclared } from "../db/reads/fields";
import { readAudiences } from "./audiences";
import type { Context } from "./context";
import type { Module } from "./module";
import { type NodeFetchers, NodeResolver } from "./node";
import { guardRootFields, type Permissions, signedIn } from "./permissions";
import { validateInput } from "./rules";
import { DateTimeScalar } from "./scalars";

const nodePermissions: Permissions = { Query: { node: signedIn, nodes: signedIn } };

/** Makes the executable schema of the modules, with arguments validated and root fields guarded. */
export function makeSchema(modules: readonly Module[]): GraphQLSchema {
  const fetchers: NodeFetchers = Object.assign({}, ...modules.map((module) => module.nodes));
  const resolvers = [new NodeResolver(fetchers), ...modules.flatMap((module) => module.resolvers ?? [])];
  const byClass = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  const schema = buildSchemaSync({
    resolvers: [...byClass.keys()] as NonEmptyArray<() => void>,
    container: { get: (type) => byClass.get(type) as never },
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: false,
    validateFn: validateInput,
    // Subscriptions read the log themselves; TypeGraphQL asks for a pub/sub all the same.
    pubSub: { publish: unused, subscribe: unused },
  });
  inheritDescriptions(schema);
  connectSubscriptions(schema, modules);
  callFunctionsOfPages(schema);
  answerWithWhatWasRead(schema);
  renewLoadersByMutation(schema);
  const permissions = modules.flatMap((module) => module.permissions ?? []);
  guardRootFields(schema, [nodePermissions, ...permissions]);
  readAudiences(
    schema,
    permissions.map(({ fields }) => fields ?? {}),
  );
  return schema;
}

/** A field of an interface is described once, there; whoever reads of the type wants to know too. */
function inheritDescriptions(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const [name, field] of Object.entries(type.getFields()))
      field.description ??= type
        .getInterfaces()
        .find((other) => name in other.getFields())
        ?.getFields()[name]?.description;
  }
}

function connectSubscriptions(schema: GraphQLSchema, modules: readonly Module[]): void {
  const fields = schema.getSubscriptionType()?.getFields() ?? {};
  for (const [name, subscribe] of modules.flatMap((module) => Object.entries(module.subscriptions ?? {}))) {
    const field = fields[name];
    if (!field) throw new Error(`There is no subscription field ${name}`);
    field.subscribe = (_source, args: Record<string, unknown>, context: Context) => subscribe(args, context);
  }
}

/** A compiled operation reads properties, and calls none unless told so. */
function callFunctionsOfPages(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (!/(?:Connection|Edge|^PageInfo)$/.test(type.name)) continue;
    for (const field of Object.values(type.getFields())) field.resolve ??= defaultFieldResolver;
  }
}

/** A field that was read along with its entity is there; otherwise its resolver finds it, by a loader. */
function answerWithWhatWasRead(schema: GraphQLSchema): void {
  for (const [typeName, sources] of allDeclared()) {
    const fields = (schema.getType(typeName) as GraphQLObjectType).getFields();
    for (const [name, source] of Object.entries(sources)) {
      if ("columns" in source && !("make" in source)) continue;
      const field = fields[name];
      if (!field?.resolve)
        throw new Error(`${typeName}.${name} is declared, and has no resolver for when it was not read`);
      const find = field.resolve;
      const readAlong = "make" in source ? source.make : (entity: object) => (entity as Record<string, unknown>)[name];
      field.resolve = (entity: object, args, context, info) => {
        const value = readAlong(entity);
        return value === undefined ? find(entity, args, context, info) : value;
      };
    }
  }
}

/** The mutations of a document run one after another: each answers with what is so after it, not before the first. */
function renewLoadersByMutation(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve as GraphQLFieldResolver<unknown, Context>;
    field.resolve = (source, args, context: Context, info) => {
      context.renewLoaders();
      return resolve(source, args, context, info);
    };
  }
}

function unused(): never {
  throw new Error("TaskFlow's subscriptions use no pub/sub");
}
