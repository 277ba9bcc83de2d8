import type { ExecutionArgs, ExecutionResult } from "graphql";
import { type Outlet, Payload } from "../realtime/outlet";
import type { Context } from "./context";
import type { Execute } from "./execution";

/** How the answers of one operation reach its client. */
export interface Sender {
  send(payload: Payload): void;
  readonly isFull: boolean;
}

interface Operation {
  args: Omit<ExecutionArgs, "contextValue">;
  /** See Grouping. */
  group: string;
  execute: Execute;
  freshContext: () => Context;
  /** An answer as clients see it. */
  format: (result: ExecutionResult, context: Context) => ExecutionResult;
}

/** The outlet of one subscription, whatever it comes over. */
export class OperationOutlet implements Outlet {
  readonly group: string;

  constructor(
    private readonly operation: Operation,
    private readonly sender: Sender,
  ) {
    this.group = operation.group;
  }

  async execute(items: readonly object[]): Promise<Payload[]> {
    const { args, execute, freshContext, format } = this.operation;
    const contextValue = freshContext();
    const results = await Promise.all(items.map(async (rootValue) => execute({ ...args, rootValue, contextValue })));
    return results.map((result, i) => {
      const { cursor = null } = items[i] as { cursor?: string };
      return new Payload(JSON.stringify(format(result, contextValue)), cursor);
    });
  }

  send(payload: Payload): void {
    this.sender.send(payload);
  }

  get isFull(): boolean {
    return this.sender.isFull;
  }
}
