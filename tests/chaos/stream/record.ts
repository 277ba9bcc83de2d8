/** What is known of a run, whoever noted it. Instants are in ms since 1970, all by one clock: that of the machine. */

export type Verb =
  | "createTask"
  | "updateTask"
  | "moveTask"
  | "deleteTask"
  | "addProjectMember"
  | "updateProjectMember"
  | "removeProjectMember";

/** One change that somebody asked for, again and again with the same key until it was acknowledged. */
export interface Write {
  verb: Verb;
  projectId: string;
  actorId: string;
  /** When it was asked for the first time. */
  sentAt: number;
  /** Whether an answer was missing, so that it may have been made or not. */
  wasUnknown: boolean;
  /** Null until then. */
  acknowledged: { at: number; seq: number; subjectId: string } | null;
  failure: string | null;
}

/** An entry of a project's log, as the primary has it at the end. */
export interface LogEvent {
  seq: number;
  type: string;
  subjectId: string;
  subjectVersion: number;
  /** Null: the system. */
  actorId: string | null;
  occurredAt: number;
  /** Only the owner and admins may see it. */
  isRestricted: boolean;
  /** Whose rights it changes, and into which; a role of null: no member any more. */
  rights: { userId: string; role: string | null } | null;
}

export interface Log {
  projectId: string;
  ownerId: string;
  /** In the order of seq. */
  events: LogEvent[];
  /** The number that the project says its log ends with. */
  lastSeq: number;
  /** Versions of the tasks that are there and not deleted, by id. */
  tasks: Map<string, number>;
}

/** An event as a subscriber got it. */
export interface Heard {
  at: number;
  seq: number;
  prevSeq: number;
  type: string;
  subjectId: string;
  task: SeenTask | null;
  /** Whether it came after StreamLive. */
  isLive: boolean;
}

export interface SeenTask {
  id: string;
  version: number;
  isDeleted: boolean;
}

/** A page of a snapshot as a subscriber got it. */
export interface Page {
  at: number;
  cut: number;
  tasks: SeenTask[];
  isLast: boolean;
}

/** What a subscriber was told without a break, over however many connections: until a reset. */
export interface Part {
  /** When it was first told anything: what is written from then on belongs to it. Infinity: it never was. */
  begunAt: number;
  /** The reset that it began with, and what the cursor had stood behind that it came back with. */
  reset: { at: number; reason: string; api: number; standing: number | null } | null;
  pages: Page[];
  heard: Heard[];
}

/** One attempt to subscribe. */
export interface Connection {
  api: number;
  sentAt: number;
  /** When it got its first item; Infinity: never. */
  firstItemAt: number;
  /** When it was told that there is no such project. */
  refusedAt: number | null;
  /** Whether it was told why it ends: by StreamEnd, or by an error. */
  isToldWhy: boolean;
  /** Whether it was told of events before it was live. */
  isReplayed: boolean;
}

/** Everything that one subscriber was told. */
export interface History {
  name: string;
  userId: string;
  projectId: string;
  parts: Part[];
  connections: Connection[];
}

/** A time in which somebody was no member. */
export interface Absence {
  userId: string;
  projectId: string;
  removal: Write;
  /** Null: not added again. */
  return: Write | null;
}
