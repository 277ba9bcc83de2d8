import { type IncomingMessage, request as open } from "node:http";

/** An HTTP request, sent as it stands: nothing is normalised or completed. */
export interface RawRequest {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Sends the body in pieces of this many bytes, chunked. */
  chunkBytes?: number;
}

export interface RawAnswer {
  status: number;
  text: string;
}

const PATIENCE_MS = 30_000;
/** What is larger may be refused by its length: a server that does so closes, and the answer is lost to who still writes. */
const LARGE_BYTES = 1_048_576;
const REFUSAL_MS = 200;

/** @throws Error when the connection breaks before an answer */
export async function sendRaw(
  url: string,
  { method = "POST", path = "/graphql", ...rest }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const body = Buffer.from(rest.body ?? "");
  const headers = { ...(rest.chunkBytes === undefined && { "content-length": String(body.length) }), ...rest.headers };
  return new Promise((resolve, reject) => {
    const request = open({ hostname, port, method, path, headers, agent: false, timeout: PATIENCE_MS });
    let answered = false;
    request.on("response", (response) => {
      answered = true;
      readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    });
    request.on("timeout", () => request.destroy(new Error("No answer came")));
    request.on("error", (error) => {
      if (!answered) reject(error);
    });
    const send = () => {
      const step = rest.chunkBytes ?? Math.max(body.length, 1);
      for (let at = 0; at < body.length; at += step) request.write(body.subarray(at, at + step));
      request.end();
    };
    if (body.length <= LARGE_BYTES) return send();
    request.flushHeaders();
    setTimeout(() => (answered ? request.destroy() : send()), REFUSAL_MS);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = "";
  response.setEncoding("utf8");
  try {
    for await (const part of response) text += String(part);
  } catch (error) {
    // The answer was whole, and then the connection was cut below what was still being sent.
    if (!response.complete) throw error;
  }
  return text;
}
