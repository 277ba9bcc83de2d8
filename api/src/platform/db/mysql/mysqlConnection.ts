import type { Duplex } from "node:stream";
import type { PoolConnection, ResultSetHeader } from "mysql2";
import type { SqlRow, SqlValue, StatementListener } from "../database";
import { type Answer, type Connection, failureOf, type Statement } from "../statementQueue";
import { isAnswer, isLost } from "./mysqlErrors";

/** A connection while it is lent. */
export class MysqlConnection implements Connection {
  /** False once it was lost, or an answer is still owed on it. */
  isUsable = true;
  /** Whether the server has answered since it was lent: it had not died unseen. */
  hasAnswered = false;
  /** Whether the server has said that it did not come to the last of the statements that have just failed. */
  hasStopped = false;

  constructor(
    private readonly connection: PoolConnection,
    private readonly timeoutMs: number,
    private readonly onStatement: StatementListener,
  ) {}

  async query(sql: string, values: readonly SqlValue[]): Promise<SqlRow[]> {
    return (await this.send([{ sql, values }]))[0] as SqlRow[];
  }

  async run(statements: readonly Statement[]): Promise<Answer[]> {
    return (await this.send(statements)).map((result) =>
      Array.isArray(result) ? { rows: result, affected: 0 } : { rows: [], affected: result.affectedRows },
    );
  }

  /** As `run`; answers what the server says of the last one, which reads nothing. */
  async command(statements: readonly Statement[]): Promise<ResultSetHeader> {
    return (await this.send(statements)).at(-1) as ResultSetHeader;
  }

  /** Several go to the server as one message. It runs what is behind a statement only when that has not failed. */
  private async send(statements: readonly Statement[]): Promise<(SqlRow[] | ResultSetHeader)[]> {
    const isOne = statements.length === 1;
    const values = isOne ? (statements[0] as Statement).values : statements.flatMap((statement) => statement.values);
    values.forEach(requireBindable);
    const text = isOne ? (statements[0] as Statement).sql : statements.map(({ sql }) => sql).join(";\n");
    let startedAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    let done = 0;
    let isOver = false;
    const tell = () => {
      const now = performance.now();
      const statement = statements[done];
      if (statement) this.onStatement({ sql: statement.sql, values: statement.values, durationMs: now - startedAt });
      startedAt = now;
    };
    try {
      const result = await new Promise<unknown>((resolve, reject) => {
        // The driver's own begins when what was asked before is answered, and outlasts the connection.
        timer = setTimeout(() => reject(lost("PROTOCOL_SEQUENCE_TIMEOUT")), this.timeoutMs);
        const query = this.connection.query({ sql: text, values: values as SqlValue[] }, (error, answered) => {
          if (error) reject(error);
          else resolve(answered);
        });
        if (isOne) return;
        // Told once a statement, before its rows.
        query.on("fields", () => {
          if (isOver || done === statements.length - 1) return;
          tell();
          done += 1;
          timer?.refresh();
        });
      });
      this.hasAnswered = true;
      return (isOne ? [result] : result) as (SqlRow[] | ResultSetHeader)[];
    } catch (error) {
      if (isLost(error)) this.isUsable = false;
      this.hasAnswered ||= isAnswer(error);
      this.hasStopped = done < statements.length - 1 && isAnswer(error);
      throw failureOf(statements[done], error);
    } finally {
      isOver = true;
      clearTimeout(timer);
      tell();
    }
  }
}

const lost = (code: string) => Object.assign(new Error("The connection was given up"), { code });
export const disconnected = () => lost("PROTOCOL_CONNECTION_LOST");

/** Ends a connection and fails what is being asked on it: the driver would wait for a server that has stopped to answer. */
export function cut(connection: PoolConnection, error: Error): void {
  connection.destroy();
  (connection as unknown as { stream: Duplex }).stream.destroy(error);
}

function requireBindable(value: unknown): void {
  if (value === null || typeof value === "string" || Buffer.isBuffer(value)) return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  throw new TypeError(`MySQL cannot bind a ${value === undefined ? "missing value" : typeof value}`);
}
