import { isDuplicateKey } from "./dialect";
import type { SqlRow, SqlValue } from "./database";

/** One SQL statement; `?` stands for a value. */
export interface Statement {
  sql: string;
  values: readonly SqlValue[];
  /** Makes what whoever asked for it is told when it finds a unique key taken. */
  onDuplicate?: (() => Error) | undefined;
}

/** What a statement has read, or how many rows it has found to change. */
export interface Answer {
  rows: SqlRow[];
  affected: number;
}

/** One connection that is inside a transaction, whatever the engine. */
export interface Connection {
  /** Runs them in their order and answers each; what is behind one that fails (see `failureOf`) is not run. */
  run(statements: readonly Statement[]): Promise<Answer[]>;
}

interface Waiting {
  statement: Statement;
  settle?: (answer: Answer) => void;
  fail?: (error: Error) => void;
}

/** Characters and bytes that wait at most: written as text they are far below what a server takes at once. */
const MOST = 500_000;
/** What a number takes, about. */
const VALUE = 10;

/**
 * The statements of a transaction, sent together when the answer to one of them is waited for. Writing a message to the
 * socket costs this process more than all else that a statement does: of a server that sends each by itself (the
 * benchmark's bare peer) three fifths of the time.
 */
export class StatementQueue {
  private waiting: Waiting[] = [];
  private size = 0;
  /** Whether somebody waits for an answer. */
  private isWanted = false;
  private isSending = false;

  constructor(private readonly connection: Connection) {}

  /** Leaves it until an answer is waited for, or the end. `settle` is told before whoever waits. */
  add(statement: Statement, settle?: (answer: Answer) => void): void {
    this.push(settle ? { statement, settle } : { statement });
  }

  /** As `add`, but waits when so much has come together that it must be sent. */
  async write(statement: Statement): Promise<void> {
    this.add(statement);
    if (this.size > MOST) await this.flush();
  }

  /** Sends it, with what has been left before, and with what else is asked in the same turn of the event loop. */
  async ask(statement: Statement): Promise<Answer> {
    return new Promise((settle, fail) => {
      this.push({ statement, settle, fail });
      this.want();
    });
  }

  /** Sends what has been left. */
  async flush(): Promise<void> {
    const last = this.waiting.at(-1);
    if (!last) return;
    const { settle, fail } = last;
    await new Promise<void>((resolve, reject) => {
      last.settle = (answer) => {
        settle?.(answer);
        resolve();
      };
      last.fail = (error: Error) => {
        fail?.(error);
        reject(error);
      };
      this.want();
    });
  }

  /** What has been left, for whoever sends it now. */
  take(): Statement[] {
    return this.takeAll().map(({ statement }) => statement);
  }

  private push(waiting: Waiting): void {
    this.waiting.push(waiting);
    const { sql, values } = waiting.statement;
    this.size += sql.length;
    // What cannot be bound is for the engine to refuse.
    for (const value of values as readonly { length?: number }[]) this.size += value?.length ?? VALUE;
  }

  private want(): void {
    this.isWanted = true;
    if (this.isSending) return;
    this.isSending = true;
    // After the promises that are settled now, whose followers may ask, too.
    process.nextTick(this.send);
  }

  private readonly send = async (): Promise<void> => {
    while (this.isWanted) {
      const sent = this.takeAll();
      try {
        const answers = await this.connection.run(sent.map(({ statement }) => statement));
        sent.forEach(({ settle }, i) => settle?.(answers[i] as Answer));
      } catch (error) {
        for (const { fail } of sent) fail?.(error as Error);
      }
    }
    this.isSending = false;
  };

  private takeAll(): Waiting[] {
    const { waiting } = this;
    this.waiting = [];
    this.size = 0;
    this.isWanted = false;
    return waiting;
  }
}

/** What a statement's failure is to whoever asked for it. */
export function failureOf(statement: Statement | undefined, error: unknown): unknown {
  return statement?.onDuplicate && isDuplicateKey(error) ? statement.onDuplicate() : error;
}
