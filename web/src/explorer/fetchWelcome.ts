import type { Session } from "../apollo/session";
import type { Prefill } from "./examples";
import { sendOverHttp } from "./sendOverHttp";

/** Who is signed in, and a project of theirs for the examples. */
export interface Welcome extends Prefill {
  readonly name: string | null;
}

interface Data {
  readonly viewer: { readonly name: string } | null;
  readonly projects: { readonly nodes: readonly { readonly id: string }[] } | null;
}

const QUERY = "{ viewer { name } projects(first: 1) { nodes { id } } }";

export async function fetchWelcome(session: Session): Promise<Welcome> {
  if (session.state.status !== "signedIn") return { name: null, projectId: null };
  const { data } = await sendOverHttp(session, { query: QUERY }, {});
  const { viewer, projects } = (data ?? { viewer: null, projects: null }) as unknown as Data;
  return { name: viewer?.name ?? null, projectId: projects?.nodes[0]?.id ?? null };
}
