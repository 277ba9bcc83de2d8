/** What createTask is given: a retry sends exactly the same. */
export interface TaskInput {
  id?: string;
  idempotencyKey?: string;
  projectId: string;
  title: string;
  description: string;
  labelIds: string[];
}

/** What createTask answered. */
export interface Created {
  id: string;
  number: number;
  seq: number;
}

/** One task that a writer asked for; its title is found nowhere else. */
export interface Entry {
  readonly input: TaskInput;
  /** Sent: no answer yet. Unknown: there will be none. Refused: answered with an error. */
  state: "sent" | "acknowledged" | "unknown" | "refused";
  created?: Created;
  failure?: string;
}

/** Everything that the writers asked for, as they know it: what the server is held to. */
export class Ledger {
  readonly entries: Entry[] = [];

  in(state: Entry["state"]): Entry[] {
    return this.entries.filter((entry) => entry.state === state);
  }
}
