import { createHash } from "node:crypto";
import { AppError, unavailable } from "../errors";
import { idBytes } from "../ids";
import type { Done, OnceRequest, OnceRun, SqlRow, SqlValue, Tx } from "./database";
import { IdempotencyKey } from "./idempotencyKey.entity";

export const IDEMPOTENCY_KEPT_MS = 24 * 3_600_000;

/** SHA-256 of an input, whatever the order of its fields; the key itself does not count. */
export function hashInput(input: object): Buffer {
  const { idempotencyKey: _, ...rest } = input as Record<string, unknown>;
  const canonical = JSON.stringify(rest, (_key, value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(canonical).digest();
}

interface Known {
  inputHash: Uint8Array;
  entityId: string;
  seq: number;
  sourceSeq: number | null;
  createdAt: number;
}

/** What a request's key was used for; null when it has none. */
export function readOfKey({ viewerId, field, input }: OnceRequest): { sql: string; values: SqlValue[] } | null {
  if (input.idempotencyKey == null) return null;
  return {
    sql: `SELECT input_hash AS "inputHash", entity_id AS "entityId", seq, source_seq AS "sourceSeq", created_at AS "createdAt"
     FROM idempotency_keys WHERE viewer_id = ? AND field = ? AND key_hash = ?`,
    values: [idBytes(viewerId), field, hashKey(input.idempotencyKey)],
  };
}

/**
 * Runs the change, and records it in the same transaction when the input has a key.
 * The locks that the transaction holds make a second request with the key and input wait for the first.
 * `foreseen`: what `readOfKey` has read, when that was asked before; null: it is asked now.
 * @throws AppError IDEMPOTENCY_CONFLICT when the key was used with another input
 */
export async function runOnce<E extends { id: string }>(
  tx: Tx,
  now: Date,
  request: OnceRequest,
  { run, replay }: OnceRun<E>,
  foreseen: readonly SqlRow[] | null = null,
): Promise<Done<E>> {
  const key = readOfKey(request);
  if (!key) return run();

  const inputHash = hashInput(request.input);
  const [known] = (foreseen ?? (await tx.query(key.sql, key.values))) as unknown as Known[];
  if (known && Number(known.createdAt) >= now.getTime() - IDEMPOTENCY_KEPT_MS) {
    if (!inputHash.equals(known.inputHash)) {
      throw new AppError("IDEMPOTENCY_CONFLICT", "This idempotencyKey was used before with another input.");
    }
    const sourceSeq = known.sourceSeq === null ? null : Number(known.sourceSeq);
    return { entity: await replay(known.entityId), seq: Number(known.seq), sourceSeq };
  }
  const [viewerId, field, keyHash] = key.values as [Buffer, string, Buffer];
  // The housekeeping deletes old ones later; this one's time is over on the dot.
  if (known) {
    await tx.write("DELETE FROM idempotency_keys WHERE viewer_id = ? AND field = ? AND key_hash = ?", key.values);
  }

  const done = await run();
  const { entity, seq, sourceSeq = null } = done;
  const row = { viewerId, field, keyHash, inputHash, entityId: entity.id, seq, sourceSeq, createdAt: now };
  // Two requests with one key for two projects hold different locks; the slower one may ask again.
  await tx.insert(IdempotencyKey, [row], () =>
    unavailable("Another request with this idempotencyKey is being carried out."),
  );
  return done;
}

function hashKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
