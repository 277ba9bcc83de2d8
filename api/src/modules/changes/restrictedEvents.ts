import type { Reader } from "../../platform/db/database";
import type { EventRecord, FieldChangeRecord } from "../../platform/db/log/event.entity";
import type { ProjectRole } from "../projects/projectMember.entity";
import { canSeePending } from "../projects/projects.contract";
import {
  findOpenSeq,
  findRightsChanges,
  type NextEvents,
  type ReadEvent,
  type ReadingMember,
} from "./changes.repository";

/** Whether its reader may see an event. */
async function maySee(reader: Reader, projectId: string, { event, reader: member }: ReadEvent): Promise<boolean> {
  if (!event.isRestricted) return true;
  return member !== null && canSeePending(await roleAfter(reader, projectId, event.seq, member));
}

/** Those of these events that their reader may see. */
export async function visibleEvents(reader: Reader, projectId: string, page: NextEvents): Promise<EventRecord[]> {
  const visible: EventRecord[] = [];
  for (const event of page.events)
    if (await maySee(reader, projectId, { event, reader: page.reader })) visible.push(event);
  return visible;
}

/** The number of the newest event up to and with this one that its reader may see. */
export async function visibleSeq(reader: Reader, projectId: string, head: ReadEvent): Promise<number> {
  const { seq } = head.event;
  // No rights of the reader's change between the two: such an event would itself be open to all.
  return (await maySee(reader, projectId, head)) ? seq : findOpenSeq(reader, projectId, seq);
}

/** The role that a member held right after an event, which the log tells; their next one if they held none. */
async function roleAfter(reader: Reader, projectId: string, seq: number, member: ReadingMember): Promise<ProjectRole> {
  const changes = await findRightsChanges(reader, projectId, member.id, seq);
  const next = changes.flatMap((event) => event.changes).find(({ field }) => field === "role") as
    (FieldChangeRecord & { before: ProjectRole | null; after: ProjectRole }) | undefined;
  return next ? (next.before ?? next.after) : member.role;
}
