import type { Database } from "../../platform/db/database";
import { type Context, requireViewer } from "../../platform/graphql/context";
import { findHeads } from "./changes.repository";
import { type LogPlace, placeOf, type StreamCursors } from "./streamCursor";

/** Where logs stood before a request read anything: whoever follows a log from there misses nothing. */
export class CursorsBefore {
  private readonly places = new WeakMap<Context, ReadonlyMap<string, LogPlace>>();

  constructor(
    private readonly db: Database,
    private readonly cursors: StreamCursors,
  ) {}

  /** Of all of the viewer's projects; which of them the request will show is not known yet. */
  async note(context: Context): Promise<void> {
    if (context.viewer) this.places.set(context, await this.heads(context));
  }

  async of(context: Context, projectId: string): Promise<string> {
    // A project that this request has made was not there before.
    const place = this.places.get(context)?.get(projectId) ?? (await this.heads(context)).get(projectId);
    if (!place) throw new Error(`${projectId} is shown to somebody who is no member`);
    return this.cursors.seal(projectId, place);
  }

  private async heads(context: Context): Promise<ReadonlyMap<string, LogPlace>> {
    const viewer = requireViewer(context);
    const heads = await findHeads(this.db.read(viewer), viewer.userId);
    return new Map(heads.map(({ projectId, ...event }) => [projectId, placeOf(event)]));
  }
}
