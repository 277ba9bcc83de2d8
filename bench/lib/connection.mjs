import { connect } from "node:net";

const HEAD_END = Buffer.from("\r\n\r\n");

/** One keep-alive connection, one request at a time; knows as much of HTTP as the servers here need, and so costs little. */
export class Connection {
  #socket;
  #parts = [];
  #length = 0;
  #expected = -1;
  #settle = null;

  constructor(port) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (part) => this.#read(part));
    this.#socket.on("error", (error) => this.#settle?.reject(error));
    this.#socket.on("close", () => this.#settle?.reject(new Error("the server closed the connection")));
  }

  /** Answers {status, body}, the body as bytes. */
  send({ method, path, body }, authorization) {
    const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${authorization}\r\n`;
    const length =
      body === "" ? "" : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(`${head}${length}\r\n${body}`);
    });
  }

  close() {
    this.#settle = null;
    this.#socket.destroy();
  }

  #read(part) {
    this.#parts.push(part);
    this.#length += part.length;
    if (this.#expected < 0) this.#expected = this.#wholeLength();
    if (this.#expected < 0 || this.#length < this.#expected) return;
    const answer = Buffer.concat(this.#parts);
    const body = answer.subarray(answer.indexOf(HEAD_END) + 4);
    const settle = this.#settle;
    [this.#parts, this.#length, this.#expected, this.#settle] = [[], 0, -1, null];
    settle?.resolve({ status: Number(answer.latin1Slice(9, 12)), body });
  }

  #wholeLength() {
    const known = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    const end = known.indexOf(HEAD_END);
    if (end < 0) return -1;
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(known.latin1Slice(0, end)) ?? [];
    if (length === undefined) throw new Error("an answer without a content-length");
    return end + 4 + Number(length);
  }
}
