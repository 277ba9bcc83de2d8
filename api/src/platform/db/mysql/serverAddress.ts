import { readFileSync } from "node:fs";
import { connect, isIP, type Socket } from "node:net";
import type { HostPort } from "../../localHost";

/** The driver's options for a server: where it is, and with `caFile` TLS, for which its certificate must name that host. */
export function optionsFor({ host, port }: HostPort, caFile: string | null) {
  const address = host.startsWith("/") ? { socketPath: host } : { host, port };
  if (!caFile) return address;
  const ssl = { ca: readFileSync(caFile, "utf8"), minVersion: "TLSv1.2", verifyIdentity: true };
  return { ...address, ssl, ...(isIP(host) && { stream: () => connectByAddress(host, port) }) };
}

/**
 * Where the host is an address, the driver does not say against what a certificate is to be checked: Node then takes
 * the name that the socket was connected by, which is none either, or else `localhost`.
 */
function connectByAddress(host: string, port: number): Socket {
  return Object.assign(connect({ host, port, keepAlive: true, noDelay: true }), { _host: host });
}
