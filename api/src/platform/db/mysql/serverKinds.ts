import type { ResultSetHeader } from "mysql2";
import type { Position } from "../position";

/** What the servers call differently. Positions are read from, and written as, the server's own GTIDs. */
export interface ServerKind {
  /** What bounds a statement's time, and makes the server tell where a commit stands in its log. */
  session(queryTimeoutMs: number): string;
  /** Selects, as `position`, where a primary's log is. */
  loggedSql: string;
  /** Selects, as `position`, how far a replica has come. */
  appliedSql: string;
  parse(gtids: string): Position;
  /** Selects, as `failed`, 0 once a replica has come as far as a position, or another number after `waitMs`. */
  wait(position: Position, waitMs: number): { sql: string; values: string[] };
  /** Where the transaction that was just committed stands; empty when it changed nothing. */
  committed(result: ResultSetHeader): Position;
}

type StateChanges = { systemVariables?: Record<string, string | undefined>; gtids?: string[] };
const stateChangesOf = (result: ResultSetHeader) =>
  (result as ResultSetHeader & { stateChanges?: StateChanges }).stateChanges ?? {};

const mariadb: ServerKind = {
  session: (ms) => `SET SESSION max_statement_time = ${ms / 1_000}, session_track_system_variables = 'last_gtid'`,
  loggedSql: "SELECT @@global.gtid_binlog_pos AS position",
  appliedSql: "SELECT @@global.gtid_slave_pos AS position",
  // domain-server-number,…
  parse: (gtids) =>
    Object.fromEntries(
      gtids
        .split(",")
        .map((gtid) => gtid.trim().split("-"))
        .filter((parts) => parts.length === 3)
        .map(([domain, , number]) => [domain, Number(number)]),
    ),
  // Which server of a domain a commit came from does not count: numbers go on when another one takes over.
  wait: (position, waitMs) => ({
    sql: `SELECT MASTER_GTID_WAIT(?, ${waitMs / 1_000}) AS failed`,
    values: [listOf(position, (domain, number) => `${domain}-1-${number}`)],
  }),
  committed: (result) => mariadb.parse(stateChangesOf(result).systemVariables?.["last_gtid"] ?? ""),
};

const mysql: ServerKind = {
  session: (ms) => `SET SESSION max_execution_time = ${ms}, session_track_gtids = 'OWN_GTID'`,
  loggedSql: "SELECT @@global.gtid_executed AS position",
  appliedSql: "SELECT @@global.gtid_executed AS position",
  parse: parseMysqlGtids,
  // The last transaction of each source stands for those before it: replicas must commit in the source's order.
  wait: (position, waitMs) => ({
    sql: `SELECT WAIT_FOR_EXECUTED_GTID_SET(?, ${waitMs / 1_000}) AS failed`,
    values: [listOf(position, (source, number) => `${source}:${number}`)],
  }),
  committed: (result) => mysql.parse(stateChangesOf(result).gtids?.join(",") ?? ""),
};

export const SERVER_KINDS = { mariadb, mysql };

/** `server[:tag]:from-to:…`, several with commas between: the last number of each server and tag. */
function parseMysqlGtids(gtids: string): Position {
  const position: Record<string, number> = {};
  for (const set of gtids.split(",")) {
    const [server = "", ...parts] = set.trim().split(":");
    let source = server;
    for (const part of parts) {
      if (/^\d+(-\d+)?$/.test(part)) position[source] = Math.max(position[source] ?? 0, Number(part.split("-").at(-1)));
      else source = `${server}:${part}`;
    }
  }
  return position;
}

function listOf(position: Position, write: (source: string, number: number) => string): string {
  return Object.entries(position)
    .map(([source, number]) => write(source, number))
    .join(",");
}
