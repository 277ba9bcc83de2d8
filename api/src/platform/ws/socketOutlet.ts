import type { ExecutionArgs, ExecutionResult } from "graphql";
import type { WebSocket } from "ws";
import type { Execute } from "../graphql/execution";
import type { Context } from "../graphql/context";
import { type Outlet, Payload } from "../realtime/outlet";

interface Operation {
  /** The client's id of it. */
  id: string;
  args: Omit<ExecutionArgs, "contextValue">;
  group: string;
}

interface Transport {
  socket: WebSocket;
  bufferBytes: number;
  execute: Execute;
  freshContext: () => Context;
  /** An answer as clients see it. */
  format: (result: ExecutionResult, context: Context) => ExecutionResult;
}

/** The way of one subscription's answers to its socket. */
export class SocketOutlet implements Outlet {
  readonly group: string;
  private readonly start: Buffer;

  constructor(
    private readonly operation: Operation,
    private readonly transport: Transport,
  ) {
    this.group = operation.group;
    this.start = Buffer.from(`{"id":${JSON.stringify(operation.id)},`);
  }

  async execute(items: readonly object[]): Promise<Payload[]> {
    const { execute, freshContext, format } = this.transport;
    const contextValue = freshContext();
    const results = items.map(async (rootValue) => execute({ ...this.operation.args, rootValue, contextValue }));
    return (await Promise.all(results)).map((result) => new Payload(JSON.stringify(format(result, contextValue))));
  }

  send(payload: Payload): void {
    const { socket } = this.transport;
    if (socket.readyState !== socket.OPEN) return;
    const rest = payload.framed(SocketOutlet, (json) => Buffer.from(`"type":"next","payload":${json}}`));
    socket.send(Buffer.concat([this.start, rest], this.start.length + rest.length), { binary: false });
  }

  get isFull(): boolean {
    return this.transport.socket.bufferedAmount > this.transport.bufferBytes;
  }
}
