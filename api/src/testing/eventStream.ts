import type { TestApp } from "./testApp";

interface Message {
  event: string;
  /** The cursor of the item; absent where it has none. */
  id?: string;
  data: unknown;
}

/** An operation whose answers come as server-sent events. */
export class TestEventStream {
  private text = "";

  constructor(
    readonly response: Response,
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly controller: AbortController,
  ) {}

  /** The next message, without the lines that only keep the connection; null when the answer is over. */
  async nextMessage(): Promise<Message | null> {
    for (;;) {
      const end = this.text.indexOf("\n\n");
      if (end < 0) {
        const { value, done } = await this.reader.read();
        if (done) return null;
        this.text += Buffer.from(value).toString();
        continue;
      }
      const lines = this.text.slice(0, end).split("\n");
      this.text = this.text.slice(end + 2);
      const [, event] = /^event: (.*)$/.exec(lines[0] ?? "") ?? [];
      if (event === undefined) continue;
      const fieldOf = (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.replace(/^\w+: ?/, "");
      const [id, data] = [fieldOf("id"), fieldOf("data")];
      return { event, ...(id !== undefined && { id }), data: data ? JSON.parse(data) : null };
    }
  }

  /** The data of the next result. */
  async next<Data>(): Promise<Data> {
    const message = await this.nextMessage();
    const { data, errors } = (message?.data ?? {}) as { data?: Data; errors?: unknown };
    if (message?.event !== "next" || errors || !data)
      throw new Error(`Instead of an item came: ${JSON.stringify(message)}`);
    return data;
  }

  close(): void {
    this.controller.abort();
  }
}

export async function openEventStream(
  { url }: Pick<TestApp, "url">,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<TestEventStream> {
  const controller = new AbortController();
  const response = await fetch(`${url}/graphql/stream`, {
    method: "POST",
    headers: {
      accept: "text/event-stream",
      ...headers,
      "content-type": "application/json",
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
    signal: controller.signal,
  });
  const body = response.body as ReadableStream<Uint8Array>;
  return new TestEventStream(response, body.getReader(), controller);
}
