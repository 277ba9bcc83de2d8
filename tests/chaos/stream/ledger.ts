import { setTimeout as sleep } from "node:timers/promises";
import { send } from "../../support/graphql";
import type { Verb, Write } from "./record";

const ENTITIES: Readonly<Record<Verb, "task" | "member">> = {
  createTask: "task",
  updateTask: "task",
  moveTask: "task",
  deleteTask: "task",
  addProjectMember: "member",
  updateProjectMember: "member",
  removeProjectMember: "member",
};
/** For servers that are being started again. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 150;

export interface Person {
  id: string;
  email: string;
  token: string;
}

/** A write that was acknowledged. */
export type Done = Write & { acknowledged: NonNullable<Write["acknowledged"]> };

/** Everything that was asked for, and what came of it, kept outside of the database. */
export class Ledger {
  readonly writes: Write[] = [];
  private turn = 0;

  /** `urlOf` answers a process for any number. */
  constructor(private readonly urlOf: (turn: number) => string) {}

  /** Asks for a change until it is acknowledged, of one process after another: always the same, with the same key. */
  async write(person: Person, verb: Verb, projectId: string, input: Record<string, unknown>): Promise<Done> {
    const sentAt = Date.now();
    const write: Write = {
      ...{ verb, projectId, sentAt, actorId: person.id },
      ...{ wasUnknown: false, acknowledged: null, failure: null },
    };
    this.writes.push(write);
    const idempotencyKey = `write ${this.writes.length}`;
    while (Date.now() < sentAt + PATIENCE_MS) {
      write.failure = await this.ask(person, write, { ...input, idempotencyKey });
      if (write.acknowledged) return write as Done;
      write.wasUnknown = true;
      await sleep(PAUSE_MS);
    }
    throw new Error(`${verb} was not acknowledged: ${write.failure}`);
  }

  /** Answers why there is no answer. @throws Error when it is refused: nothing here may be */
  private async ask({ token }: Person, write: Write, input: object): Promise<string | null> {
    const { verb } = write;
    const type = `${verb.slice(0, 1).toUpperCase()}${verb.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { seq subject: ${ENTITIES[verb]} { id } } }`;
    const answer = await send<Record<string, { seq: number; subject: { id: string } } | null>>(
      this.urlOf(this.turn++),
      token,
      query,
      { input },
    ).catch((error: unknown) => String(error));
    // The connection broke: the change may have been made, or not.
    if (typeof answer === "string") return answer;
    const payload = answer.data?.[verb];
    if (payload) {
      write.acknowledged = { at: Date.now(), seq: payload.seq, subjectId: payload.subject.id };
      return null;
    }
    // A server that is just stopping refuses before it looks at what is asked.
    if (!answer.errors) return `status ${answer.status}`;
    write.failure = JSON.stringify(answer.errors);
    // The server itself may not know whether its database has made the change.
    if (answer.errors.some(({ extensions }) => extensions.code === "UNAVAILABLE")) return write.failure;
    throw new Error(`${verb} was refused: ${write.failure}`);
  }
}
