import { EventEmitter, once } from "node:events";
import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import { WebSocket } from "ws";
import type { TestApp } from "./testApp";

/** A message of graphql-transport-ws. */
export interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

type Result<Data> = Omit<ExecutionResult<Data>, "errors"> & { errors?: GraphQLFormattedError[] };

/** A WebSocket to the app, message by message: what the tests see is what the wire carries. */
export class TestSocket {
  /** The code that the socket was closed with. */
  readonly closed: Promise<number>;
  private readonly inbox: Message[] = [];
  private readonly changes = new EventEmitter().setMaxListeners(0);
  private operations = 0;

  constructor(private readonly socket: WebSocket) {
    socket.on("message", (data) => {
      this.inbox.push(JSON.parse((data as Buffer).toString()) as Message);
      this.changes.emit("change");
    });
    this.closed = new Promise((resolve) => {
      socket.on("close", (code) => {
        resolve(code);
        this.changes.emit("change");
      });
    });
  }

  send(message: Message | string | Buffer): void {
    this.socket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** Takes the oldest message that fits, as soon as there is one. */
  async take(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const at = this.inbox.findIndex(fits);
      if (at >= 0) return this.inbox.splice(at, 1)[0] as Message;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error("The socket closed before the message came");
      await once(this.changes, "change");
    }
  }

  /** How many messages have come that nobody has taken. */
  get waiting(): number {
    return this.inbox.length;
  }

  async takeType(type: string): Promise<Message> {
    return this.take((message) => message.type === type);
  }

  /** Runs a query or mutation. */
  async run<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Result<Data>> {
    const { payload } = await this.subscribe<Data>(query, variables).nextMessage();
    return payload as Result<Data>;
  }

  subscribe<Data>(query: string, variables: Record<string, unknown> = {}): TestStream<Data> {
    this.operations += 1;
    const id = `operation-${this.operations}`;
    this.send({ type: "subscribe", id, payload: { query, variables } });
    return new TestStream<Data>(this, id);
  }

  /** Reads nothing from the network any more, until `resume`. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** What comes of one operation of a socket. */
export class TestStream<Data> {
  constructor(
    readonly socket: TestSocket,
    readonly id: string,
  ) {}

  async nextMessage(): Promise<Message> {
    return this.socket.take((message) => message.id === this.id);
  }

  /** The data of the next item. */
  async next(): Promise<Data> {
    const { type, payload } = await this.nextMessage();
    if (type !== "next") throw new Error(`Instead of an item came: ${type} ${JSON.stringify(payload)}`);
    const { data, errors } = payload as Result<Data>;
    if (errors) throw new Error(`The item has errors: ${JSON.stringify(errors)}`);
    return data as Data;
  }

  /** Takes items up to the first that fits, that one included. */
  async until(fits: (item: Data) => boolean): Promise<Data[]> {
    const items = [await this.next()];
    while (!fits(items.at(-1) as Data)) items.push(await this.next());
    return items;
  }

  stop(): void {
    this.socket.send({ type: "complete", id: this.id });
  }
}

/** A socket that has not said who it is. */
export async function openSocket(
  { url }: Pick<TestApp, "url">,
  headers: Record<string, string> = {},
): Promise<TestSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/graphql`, "graphql-transport-ws", { headers });
  const test = new TestSocket(socket);
  await once(socket, "open");
  return test;
}

/** A socket that was let in with a token, or with null as nobody. */
export async function connect(test: Pick<TestApp, "url">, token: string | null): Promise<TestSocket> {
  const socket = await openSocket(test);
  socket.send({ type: "connection_init", ...(token !== null && { payload: { authorization: `Bearer ${token}` } }) });
  await socket.takeType("connection_ack");
  return socket;
}
