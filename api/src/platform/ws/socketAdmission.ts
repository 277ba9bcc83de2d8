import type { IncomingMessage } from "node:http";
import type { EventEmitter } from "node:events";
import type { SocketSession } from "./socketSession";
import { Tally } from "./tally";

export interface AdmissionOptions {
  allowedOrigins: readonly string[];
  /** Where a socket comes from; behind a trusted proxy, the address that the proxy saw. */
  addressOf: (request: IncomingMessage) => string;
  limits: {
    byAddress: number;
    byViewer: number;
    /** How many may have said nothing yet. */
    unopened: number;
  };
}

/** Whatever closes: a socket, or the answer to a request that goes on. */
type Connection = Pick<EventEmitter, "once">;

/** Which sockets are let in, and how many; and how many other streams. */
export class SocketAdmission {
  private readonly byAddress: Tally;
  private readonly byViewer: Tally;
  private readonly unopened = new Set<Connection>();
  private isClosed = false;

  get limits(): AdmissionOptions["limits"] {
    return this.options.limits;
  }

  constructor(private readonly options: AdmissionOptions) {
    this.byAddress = new Tally(options.limits.byAddress);
    this.byViewer = new Tally(options.limits.byViewer);
  }

  /** Lets nobody in any more. */
  close(): void {
    this.isClosed = true;
  }

  /** Why a socket is not let in, as a status line; null when it is, and counts from now on. */
  refusal(request: IncomingMessage, socket: Connection): string | null {
    const { allowedOrigins } = this.options;
    const { url, headers } = request;
    if (url?.split("?")[0] !== "/graphql") return "404 Not Found";
    // Browsers always say where a socket is opened from; other clients need not.
    if (headers.origin !== undefined && !allowedOrigins.includes(headers.origin)) return "403 Forbidden";
    return { 503: "503 Service Unavailable", 429: "429 Too Many Requests", 200: null }[this.take(request, socket)];
  }

  /** Counts a connection until it closes; any other status than 200: it may not be. */
  take(request: IncomingMessage, connection: Connection): 200 | 429 | 503 {
    if (this.isClosed || this.unopened.size >= this.options.limits.unopened) return 503;
    const address = this.options.addressOf(request);
    if (!this.byAddress.add(address)) return 429;
    this.unopened.add(connection);
    connection.once("close", () => {
      this.byAddress.remove(address);
      this.unopened.delete(connection);
    });
    return 200;
  }

  /** Whether there may be one more of this user, now that the socket has said who it is. */
  admits({ viewer, ending }: SocketSession, connection: Connection): boolean {
    this.unopened.delete(connection);
    if (!viewer || ending.aborted) return true;
    const { userId } = viewer;
    if (!this.byViewer.add(userId)) return false;
    ending.addEventListener("abort", () => this.byViewer.remove(userId));
    return true;
  }
}
