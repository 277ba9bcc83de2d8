import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { type MariadbServers, startMariadb } from "../../../testing/mariadbServers";
import { MysqlTest } from "../../../testing/mysqlTest";
import type { DatabaseConfig } from "./databaseConfig";
import { MysqlPool } from "./mysqlPool";
import { openDataSource } from "./openDataSource";

let servers: MariadbServers;
let test: MysqlTest;
let folder: string;
/** An authority that has signed nothing here. */
let foreignCa: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "taskflow-tls-"));
  foreignCa = join(folder, "ca.pem");
  writeFileSync(foreignCa, rootCertificates[0]!);
  servers = await startMariadb(0);
  await servers.ask(servers, "CREATE DATABASE taskflow_tls");
  test = await MysqlTest.on({ env: servers.settings("taskflow_tls"), remove: async () => {} });
  // The first start on a machine may download it.
}, 600_000);
afterAll(async () => {
  await test?.close();
  await servers?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** As requests reach the database. */
async function askPool(config: DatabaseConfig, sql: string): Promise<unknown[]> {
  const pool = new MysqlPool(config, config.primary, "READ ONLY", () => {});
  try {
    return await pool.query(sql);
  } finally {
    await pool.close();
  }
}

/** As migrations do. */
async function askDataSource(config: DatabaseConfig, sql: string): Promise<unknown[]> {
  const dataSource = await openDataSource(config, [], []);
  try {
    return await dataSource.query(sql);
  } finally {
    await dataSource.destroy();
  }
}

const CIPHER = "SHOW STATUS LIKE 'Ssl_cipher'";
const named = (host: string) => ({ primary: { host, port: servers.port } });

describe.each([
  ["a pool", askPool],
  ["the connection of migrations", askDataSource],
])("%s", (_name, ask) => {
  it.each(["127.0.0.1", "localhost"])(
    "is encrypted when the authority has signed a certificate of %s",
    async (host) => {
      const [row] = await ask({ ...test.config, ...named(host), caFile: servers.caFile! }, CIPHER);
      expect(row).toEqual({ Variable_name: "Ssl_cipher", Value: expect.stringMatching(/^\S+$/) });
    },
  );

  it("is not without an authority", async () => {
    expect(await ask(test.config, CIPHER)).toEqual([{ Variable_name: "Ssl_cipher", Value: "" }]);
  });

  it("is refused when another authority is to have signed the certificate", async () => {
    await expect(ask({ ...test.config, caFile: foreignCa }, CIPHER)).rejects.toThrow(/certificate/);
  });

  it.each(["127.1", "0.0.0.0"])("is refused at %s, which leads there but is not in the certificate", async (host) => {
    const config = { ...test.config, ...named(host), caFile: servers.caFile! };
    await expect(ask(config, CIPHER)).rejects.toThrow(`does not match certificate's altnames`);
  });
});
