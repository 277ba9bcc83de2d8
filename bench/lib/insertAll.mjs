/** Rows a statement: more make it no faster. */
const CHUNK = 1_000;

/** Inserts rows of all of a table's columns, in the table's order. */
export async function insertAll(connection, table, rows) {
  for (let at = 0; at < rows.length; at += CHUNK) {
    const tuples = rows.slice(at, at + CHUNK).map((row) => `(${row.map(literal).join(",")})`);
    await connection.query(`INSERT INTO ${table} VALUES ${tuples.join(",")}`);
  }
}

function literal(value) {
  if (value === null) return "NULL";
  if (typeof value === "number") return String(value);
  if (Buffer.isBuffer(value)) return `x'${value.hexSlice()}'`;
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
