import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lib/run.mjs";

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** An authority and a certificate of 127.0.0.1 signed by it, as {ca, cert, key} paths; undefined without openssl. */
export async function createCertificates(runFolder, say) {
  const folder = join(runFolder, "tls");
  mkdirSync(folder);
  const at = (name) => join(folder, name);
  writeFileSync(at("names"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
  try {
    const authority = ["-days", "30", "-subj", "/CN=TaskFlow tests", "-keyout", at("ca.key"), "-out", at("ca.pem")];
    await openssl("req", "-x509", ...KEY, ...authority);
    await openssl("req", ...KEY, "-subj", "/CN=localhost", "-keyout", at("key.pem"), "-out", at("request"));
    const signer = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", "30"];
    await openssl("x509", "-req", "-in", at("request"), ...signer, "-extfile", at("names"), "-out", at("cert.pem"));
  } catch (error) {
    say(`The database gets no TLS: ${error.message}`);
    return undefined;
  }
  return { ca: at("ca.pem"), cert: at("cert.pem"), key: at("key.pem") };
}

async function openssl(...args) {
  const { code, output } = await run("openssl", args, { timeoutMs: 10_000 });
  if (code !== 0) throw new Error(output.trim());
}
