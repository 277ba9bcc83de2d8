import type { EventRecord } from "../../platform/db/log/event.entity";
import { encodeId } from "../../platform/ids";
import type { Change, ChangeType } from "./change.types";

/** A Change before its fields that are entities are resolved. */
export type ChangeRecord = Omit<Change, "actor" | "task" | "comment" | "label" | "member" | "project"> & {
  /** Null for the system. */
  actorId: string | null;
};

/** An event of a project's log as what members of the Change interface are made of. */
export function changeOf(record: EventRecord): ChangeRecord {
  return {
    id: record.id,
    seq: Number(record.seq),
    type: record.type as ChangeType,
    projectId: encodeId("prj", record.streamId),
    subjectId: record.subjectId,
    actorId: record.actorId,
    occurredAt: record.occurredAt,
    changedFields: record.changedFields.split(",").filter(Boolean),
    fieldChanges: record.changes,
  };
}
