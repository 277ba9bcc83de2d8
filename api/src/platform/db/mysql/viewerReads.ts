import type { Viewer } from "../../auth/viewer";
import type { Reader, SqlRow, SqlValue } from "../database";
import type { WritePositions } from "../../redis/writePositions";
import type { Logger } from "../../observability/logger";
import { mergePositions, type Position } from "../position";
import { isLost } from "./mysqlErrors";
import type { Replica } from "./replica";
import type { ReplicaSet } from "./replicaSet";

/** Where the reads of one viewer object go: all from one server, so that time does not run backwards in a request. */
interface Route {
  /** What a replica must have; null: only the primary will do. */
  position: Position | null;
  /** The replica that was chosen, or is being. */
  replica: Promise<Replica | null> | null;
}

/** The reads of viewers: from replicas that have what the viewer must see, else from the primary. */
export class ViewerReads {
  /** How many reads replicas and the primary have answered. */
  readonly answered = { replica: 0, primary: 0 };
  private readonly routes = new WeakMap<Viewer, Promise<Route>>();

  constructor(
    private readonly replicas: ReplicaSet,
    /** The primary. */
    private readonly primary: Reader,
    private readonly seen: WritePositions | null,
    private readonly logger: Logger,
  ) {}

  readerOf(viewer: Viewer): Reader {
    return {
      query: async <R>(sql: string, values: readonly SqlValue[] = []) => {
        const route = await this.routeOf(viewer);
        const rows = (await this.askReplica(route, sql, values)) as R[] | null;
        if (rows) return rows;
        this.answered.primary += 1;
        return this.primary.query<R>(sql, values);
      },
    };
  }

  /** Makes these users see a commit, before it is told to anybody; `viewer` is the one whose request made it. */
  async note(viewer: Viewer | null, userIds: readonly string[], position: Position): Promise<void> {
    if (Object.keys(position).length === 0) return;
    if (viewer) await this.advance(viewer, position);
    if (!this.seen || userIds.length === 0 || (await this.seen.note(userIds, position))) return;
    // Other processes may not know that they do not know: the replicas are given time to have it anyway.
    if (!(await this.replicas.settle(position)))
      this.logger.warn("other processes may read what is older than a change for a while: Redis was not told of it");
  }

  private async askReplica(route: Route, sql: string, values: readonly SqlValue[]): Promise<SqlRow[] | null> {
    if (!route.position) return null;
    route.replica ??= this.replicas.choose(route.position);
    const replica = await route.replica;
    if (replica?.isIn) {
      try {
        const rows = await replica.query(sql, values);
        this.answered.replica += 1;
        return rows;
      } catch (error) {
        if (!isLost(error)) throw error;
      }
    }
    // What the primary has answered, no replica need have yet.
    route.position = null;
    return null;
  }

  private routeOf(viewer: Viewer): Promise<Route> {
    let route = this.routes.get(viewer);
    if (!route) {
      route = this.routeFor(viewer.userId);
      this.routes.set(viewer, route);
    }
    return route;
  }

  /** Without Redis it is not known what a user must see. */
  private async routeFor(userId: string): Promise<Route> {
    const known = await this.seen?.of(userId);
    return { position: known?.isTrusted ? known.position : null, replica: null };
  }

  private async advance(viewer: Viewer, position: Position): Promise<void> {
    const route = await this.routeOf(viewer);
    if (!route.position) return;
    route.position = mergePositions(route.position, position);
    route.replica = null;
  }
}
