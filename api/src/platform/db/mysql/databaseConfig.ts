import type { HostPort } from "../../localHost";

/** A MySQL or MariaDB primary and its replicas. */
export interface DatabaseConfig {
  kind: "mysql" | "mariadb";
  primary: HostPort;
  replicas: HostPort[];
  user: string;
  password: string;
  database: string;
  /** File with the certificate authority; null: no TLS. */
  caFile: string | null;
  /** Connections to each server, for writing and for reading. */
  poolSize: number;
  /** How long a request waits for one of them. */
  poolWaitMs: number;
  connectTimeoutMs: number;
  queryTimeoutMs: number;
  lockTimeoutMs: number;
  /** A replica that is further behind leaves the rotation. */
  maxLagMs: number;
  /** How long a read waits for a replica to have what its viewer must see, before the primary answers. */
  replicaWaitMs: number;
}
