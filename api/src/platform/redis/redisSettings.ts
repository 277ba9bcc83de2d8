import type { HostPort } from "../localHost";

/** How Redis is reached: one server, the primary that Sentinels name, or a Cluster by some of its nodes. */
export type RedisServers =
  | { kind: "single"; url: string }
  | { kind: "sentinel"; sentinels: HostPort[]; name: string }
  | { kind: "cluster"; nodes: HostPort[] };

export interface RedisSettings {
  servers: RedisServers;
  /** Win over what a URL says. */
  user: string | undefined;
  password: string | undefined;
  /** File with the certificate authority; when it is given, all connections use TLS. */
  caFile: string | undefined;
  /** Begins every key and channel. */
  prefix: string;
  /** How long an answer is waited for, in ms. */
  commandTimeoutMs: number;
}
