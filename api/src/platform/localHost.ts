/** Where a server listens. */
export interface HostPort {
  host: string;
  port: number;
}

/** Whether a host, or a socket's path, is on this machine: what goes there needs no TLS. */
export function isLocalHost(host: string): boolean {
  return host.startsWith("/") || host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);
}
