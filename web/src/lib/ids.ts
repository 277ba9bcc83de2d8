import { typeid } from "typeid-js";

/** Made here and not by the server, so that a create that is sent twice still makes one entity. */
export function newId(prefix: "tsk" | "prj"): string {
  return typeid(prefix).toString();
}

/** For `idempotencyKey`: one per action of the user, kept for its retries. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
