import type { Database, Reader } from "../db/database";
import { lastSeqs } from "../db/log/log";
import type { LogTail } from "../realtime/logTail";
import type { Credentials } from "./authenticate";
import type { SessionViewer, TokenViewer, Viewer } from "./viewer";

interface Kinds {
  sessions: {
    isLive(viewer: SessionViewer): Promise<boolean>;
    isLiveIn(reader: Reader, viewer: SessionViewer): Promise<boolean>;
  };
  tokens: { isLiveIn(reader: Reader, viewer: TokenViewer): Promise<boolean> };
}

/** Whether credentials live, whichever kind they are; each end is an event in its user's log. */
export class LiveCredentials implements Credentials {
  constructor(
    private readonly db: Database,
    private readonly tail: LogTail,
    private readonly kinds: Kinds,
  ) {}

  async isLive(viewer: Viewer): Promise<boolean> {
    return viewer.sessionId === null ? this.isLiveNow(viewer) : this.kinds.sessions.isLive(viewer);
  }

  async whenEnded(viewer: Viewer, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      // The head first: an end that comes between the two statements is past it.
      const head = (await lastSeqs(this.db.readLatest(), [viewer.userId])).get(viewer.userId) ?? 0;
      // Not what Redis was told of it, which may come later than the event.
      if (!(await this.isLiveNow(viewer))) return true;
      await this.tail.waitPast(viewer.userId, head, signal);
    }
    return false;
  }

  private async isLiveNow(viewer: Viewer): Promise<boolean> {
    const { sessions, tokens } = this.kinds;
    const reader = this.db.readLatest();
    return viewer.sessionId === null ? tokens.isLiveIn(reader, viewer) : sessions.isLiveIn(reader, viewer);
  }
}
