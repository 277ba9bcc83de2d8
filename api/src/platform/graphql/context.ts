import { createParameterDecorator } from "type-graphql";
import type { Client } from "../auth/client";
import type { Viewer } from "../auth/viewer";
import { unauthenticated } from "../errors";
import type { Outlet } from "../realtime/outlet";

/**
 * The DataLoaders of one request. Modules add theirs by declaration merging,
 * so that a resolver can use another module's loader without importing it.
 */
export interface Loaders {}

/** Why the server ends a socket; its streams say so in their last item. */
export type SocketEnd = "SESSION_ENDED" | "TOO_SLOW" | "SERVER_DRAINING";

/** What every resolver is given. */
export interface Context {
  /** Null when the request carried no credential. */
  viewer: Viewer | null;
  /** Whom this request has signed in: the answer may hold their own fields, though the request has no viewer. */
  signedInAs: { userId: string; sessionId: string } | null;
  requestId: string;
  client: Client;
  loaders: Loaders;
  /** Forgets what the loaders have read: what follows a mutation must see what it did. */
  renewLoaders(): void;
  /** Aborts when the socket is about to end, its reason a SocketEnd, or null when the client has left; null over HTTP. */
  ending: AbortSignal | null;
  /** Where a subscription goes on that does not say so itself: how event streams are continued. */
  lastEventId: string | null;
  /** Where a subscription's answers can be sent together with others'; null where there is no subscription. */
  outlet: Outlet | null;
  /** Sets the refresh cookie on the answer; null where there is none to set it on (WebSocket). */
  setRefreshToken: ((token: string) => void) | null;
}

/** Whether a user is the one that asks, or has just signed in. */
export function isSelf({ viewer, signedInAs }: Context, userId: string): boolean {
  return userId === viewer?.userId || userId === signedInAs?.userId;
}

/** As isSelf, and by a session: personal access tokens see no sessions and no tokens. */
export function isSelfBySession(context: Context, userId: string): boolean {
  return isSelf(context, userId) && context.viewer?.sessionId !== null;
}

/** The viewer of a context. @throws AppError UNAUTHENTICATED when there is none */
export function requireViewer(context: Context): Viewer {
  if (!context.viewer) throw unauthenticated("Sign in first.");
  return context.viewer;
}

/** What a subscription is opened with. @throws AppError UNAUTHENTICATED when there is no viewer */
export function requireSubscription(context: Context): { viewer: Viewer; outlet: Outlet; ending: AbortSignal } {
  const { outlet, ending } = context;
  if (!outlet || !ending) throw new Error("This transport has no subscriptions");
  return { viewer: requireViewer(context), outlet, ending };
}

/** A resolver's parameter: the signed-in viewer. */
export function CurrentViewer(): ParameterDecorator {
  return createParameterDecorator<Context>(({ context }) => requireViewer(context)) as ParameterDecorator;
}
