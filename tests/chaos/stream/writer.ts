import { setTimeout as sleep } from "node:timers/promises";
import type { Ledger, Person } from "./ledger";

const PAUSE_MS = 600;
const STATUSES = ["TODO", "IN_PROGRESS", "IN_REVIEW", "DONE"];
const MOST_TASKS = 40;

interface OwnTask {
  id: string;
  status: number;
}

/** Somebody who makes tasks and changes them, one thing after another; nobody else touches these. */
export class Writer {
  private readonly tasks: OwnTask[] = [];
  private writes = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly person: Person,
    private readonly projectId: string,
    /** Whether its tasks have long descriptions. */
    private readonly isWordy: boolean,
    private readonly chance: () => number,
  ) {}

  async writeUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.step();
      await sleep(PAUSE_MS * (0.5 + this.chance()));
    }
  }

  /** Every write changes something. */
  async step(): Promise<void> {
    this.writes += 1;
    const text = `${this.person.email} ${this.writes}`;
    const kind = this.chance();
    const at = Math.floor(this.chance() * this.tasks.length);
    const task = this.tasks[at];
    if (!task || (kind < 0.3 && this.tasks.length < MOST_TASKS)) return this.create(text);
    const { projectId } = this;
    const { id } = task;
    if (kind < 0.7) {
      await this.ledger.write(this.person, "updateTask", projectId, { id, title: text });
    } else if (kind < 0.85) {
      task.status = (task.status + 1) % STATUSES.length;
      await this.ledger.write(this.person, "moveTask", projectId, { id, status: STATUSES[task.status] });
    } else {
      this.tasks.splice(at, 1);
      await this.ledger.write(this.person, "deleteTask", projectId, { id });
    }
  }

  private async create(title: string): Promise<void> {
    const { projectId, isWordy } = this;
    const input = { projectId, title, description: isWordy ? "x".repeat(24_000) : "" };
    const { acknowledged } = await this.ledger.write(this.person, "createTask", projectId, input);
    this.tasks.push({ id: acknowledged.subjectId, status: 0 });
  }
}
