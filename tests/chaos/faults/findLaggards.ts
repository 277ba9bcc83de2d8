import { setTimeout as sleep } from "node:timers/promises";
import type { RowDataPacket } from "mysql2/promise";
import type { Servers } from "./servers";

const PATIENCE_MS = 10_000;
const SUM = "SELECT COUNT(*) AS streams, SUM(last_seq) AS events, (SELECT COUNT(*) FROM tasks) AS tasks FROM streams";

/** Replicas that do not come to have what the primary has. */
export async function findLaggards(servers: Servers): Promise<string[]> {
  const expected = await sumOf(servers, "primary");
  const breaches: string[] = [];
  for (const name of ["replica1", "replica2"] as const) {
    let found = await sumOf(servers, name);
    for (const deadline = Date.now() + PATIENCE_MS; found !== expected && Date.now() < deadline; await sleep(50))
      found = await sumOf(servers, name);
    if (found !== expected) breaches.push(`${name} has ${found}, not ${expected}`);
  }
  return breaches;
}

async function sumOf(servers: Servers, name: "primary" | "replica1" | "replica2"): Promise<string> {
  const connection = await servers.connect(name);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(SUM);
    return JSON.stringify(rows[0]);
  } finally {
    await connection.end();
  }
}
