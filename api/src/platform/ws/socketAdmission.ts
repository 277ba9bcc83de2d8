import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
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

/** Which sockets are let in, and how many. */
export class SocketAdmission {
  private readonly byAddress: Tally;
  private readonly byViewer: Tally;
  private readonly unopened = new Set<Duplex>();
  private isClosed = false;

  constructor(private readonly options: AdmissionOptions) {
    this.byAddress = new Tally(options.limits.byAddress);
    this.byViewer = new Tally(options.limits.byViewer);
  }

  /** Lets nobody in any more. */
  close(): void {
    this.isClosed = true;
  }

  /** Why a socket is not let in, as a status line; null when it is, and counts from now on. */
  refusal(request: IncomingMessage, socket: Duplex): string | null {
    const { allowedOrigins, addressOf, limits } = this.options;
    const { url, headers } = request;
    if (url?.split("?")[0] !== "/graphql") return "404 Not Found";
    // Browsers always say where a socket is opened from; other clients need not.
    if (headers.origin !== undefined && !allowedOrigins.includes(headers.origin)) return "403 Forbidden";
    if (this.isClosed || this.unopened.size >= limits.unopened) return "503 Service Unavailable";
    const address = addressOf(request);
    if (!this.byAddress.add(address)) return "429 Too Many Requests";
    this.unopened.add(socket);
    socket.once("close", () => {
      this.byAddress.remove(address);
      this.unopened.delete(socket);
    });
    return null;
  }

  /** Whether there may be one more of this user, now that the socket has said who it is. */
  admits({ viewer, ending }: SocketSession, socket: Duplex): boolean {
    this.unopened.delete(socket);
    if (!viewer || ending.aborted) return true;
    const { userId } = viewer;
    if (!this.byViewer.add(userId)) return false;
    ending.addEventListener("abort", () => this.byViewer.remove(userId));
    return true;
  }
}
