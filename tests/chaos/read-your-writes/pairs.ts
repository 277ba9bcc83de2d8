import { ask, send } from "../../support/graphql";
import { until } from "../../support/servicesProcess";

const CREATE = "mutation ($title: String!) { createTask(input: { title: $title }) { task { id } } }";
const RENAME = "mutation ($id: ID!, $title: String!) { updateTask(input: { id: $id, title: $title }) { seq } }";
const READ = "query ($id: ID!) { task(id: $id) { title } }";

/** People who write through one process and at once read through the other what they have written. */
export class Pairs {
  done = 0;
  /** Reads that did not show the write before them. */
  readonly stale: string[] = [];
  /** What else went wrong: with the primary there, nothing may. */
  readonly failures: string[] = [];
  private isOver = false;
  private readonly people: Promise<void>[];

  constructor(
    private readonly urls: readonly string[],
    tokens: readonly string[],
  ) {
    this.people = tokens.map((token, i) => this.write(token, i));
  }

  /** Until so many are done, or something went wrong. */
  async reach(count: number): Promise<void> {
    await until(() => this.done >= count || this.failures.length > 0);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.people);
  }

  private async write(token: string, person: number): Promise<void> {
    let id: string | undefined;
    for (let i = 0; !this.isOver; i++) {
      const [writer, reader] = i % 2 === 0 ? this.urls : this.urls.toReversed();
      const title = `Person ${person}, write ${i}`;
      try {
        // A task of its own every now and then, changes of it in between.
        if (!id || i % 5 === 0) {
          id = (await ask<{ createTask: { task: { id: string } } }>(writer ?? "", token, CREATE, { title })).createTask
            .task.id;
        } else await ask(writer ?? "", token, RENAME, { id, title });
        const { data, errors } = await send<{ task: { title: string } | null }>(reader ?? "", token, READ, { id });
        if (errors) throw new Error(JSON.stringify(errors));
        this.done += 1;
        if (data?.task?.title !== title) this.stale.push(`${title}: read ${data?.task?.title ?? "nothing"}`);
      } catch (error) {
        this.failures.push(`${title}: ${String(error)}`);
        return;
      }
    }
  }
}
