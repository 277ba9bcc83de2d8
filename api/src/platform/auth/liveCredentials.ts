import type { Database } from "../db/database";
import { lastSeqs } from "../db/log/log";
import type { LogTail } from "../realtime/logTail";
import type { Credentials } from "./authenticate";
import type { SessionViewer, TokenViewer, Viewer } from "./viewer";

interface Kinds {
  sessions: { isLive(viewer: SessionViewer): Promise<boolean> };
  tokens: { isLive(viewer: TokenViewer): Promise<boolean> };
}

/** Whether credentials live, whichever kind they are; each end is an event in its user's log. */
export class LiveCredentials implements Credentials {
  constructor(
    private readonly db: Database,
    private readonly tail: LogTail,
    private readonly kinds: Kinds,
  ) {}

  async isLive(viewer: Viewer): Promise<boolean> {
    return viewer.sessionId === null ? this.kinds.tokens.isLive(viewer) : this.kinds.sessions.isLive(viewer);
  }

  async whenEnded(viewer: Viewer, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      // The head first: an end that comes between the two statements is past it.
      const head = (await lastSeqs(this.db.readLatest(), [viewer.userId])).get(viewer.userId) ?? 0;
      if (!(await this.isLive(viewer))) return true;
      await this.db.noteSeen(viewer, await this.tail.waitPast(viewer.userId, head, signal));
    }
    return false;
  }
}
