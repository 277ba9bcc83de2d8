import { isDuplicateKey } from "./dialect";
import type { SqlValue } from "./database";

/** One SQL statement; `?` stands for a value. */
export interface Statement {
  sql: string;
  values: readonly SqlValue[];
  /** Makes what whoever asked for it is told when it finds a unique key taken. */
  onDuplicate?: (() => Error) | undefined;
}

/** Characters and bytes that wait at most: written as text they are far below what a server takes at once. */
const MOST = 500_000;
/** What a value that is no text takes, about. */
const VALUE = 10;

/** The writes of a transaction that have not been sent: nobody waits for what they answer. */
export class WriteQueue {
  private statements: Statement[] = [];
  private size = 0;

  /** Whether it is time to send them. */
  get isFull(): boolean {
    return this.size > MOST;
  }

  get isEmpty(): boolean {
    return this.statements.length === 0;
  }

  add(statement: Statement): void {
    this.statements.push(statement);
    this.size += statement.sql.length;
    for (const value of statement.values)
      this.size += typeof value === "object" || typeof value === "string" ? (value?.length ?? VALUE) : VALUE;
  }

  /** All of them, in order, to be sent now. */
  take(): Statement[] {
    const { statements } = this;
    this.statements = [];
    this.size = 0;
    return statements;
  }
}

/** What a statement's failure is to whoever asked for it. */
export function failureOf(statement: Statement | undefined, error: unknown): unknown {
  return statement?.onDuplicate && isDuplicateKey(error) ? statement.onDuplicate() : error;
}
