import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "../../support/graphql";
import { type ProjectStream, openStream } from "../../support/stream";
import type { Shared } from "./people";

const RENAME = "mutation ($id: ID!, $title: String!) { updateTask(input: { id: $id, title: $title }) { seq } }";
const READ = "query ($id: ID!) { task(id: $id) { version } }";
/** Between two changes of a project: its watcher reads after each. */
const PACE_MS = 5;

/** People who are told by a stream of one process what others change, and at once read it through the other process. */
export class Watchers {
  /** Events after which a watcher has read. */
  told = 0;
  /** Reads that did not show what the stream had told. */
  readonly stale: string[] = [];
  readonly failures: string[] = [];
  private isOver = false;
  private readonly streams: ProjectStream[] = [];
  private readonly people: Promise<void>[] = [];

  private constructor(private readonly urls: readonly string[]) {}

  static async start(urls: readonly string[], projects: readonly Shared[]): Promise<Watchers> {
    const watchers = new Watchers(urls);
    for (const [i, project] of projects.entries()) {
      const [told, reading] = i % 2 === 0 ? urls : urls.toReversed();
      const stream = openStream(told ?? "", project.memberToken, project.id);
      watchers.streams.push(stream);
      await stream.next();
      watchers.people.push(watchers.watch(stream, reading ?? "", project), watchers.change(project));
    }
    return watchers;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.streams.map((stream) => stream.close()));
    await Promise.all(this.people);
  }

  private async watch(stream: ProjectStream, url: string, project: Shared): Promise<void> {
    while (!this.isOver) {
      try {
        const { seq = 0, task } = await stream.next();
        const read = await ask<{ task: { version: number } }>(url, project.memberToken, READ, { id: project.taskId });
        this.told += 1;
        // The task alone has changed since it was made, once with each event.
        const version = 1 + seq - project.createdSeq;
        if ((task?.version ?? 0) < version) this.stale.push(`event ${seq} came with version ${task?.version}`);
        if (read.task.version < version) this.stale.push(`event ${seq} was told, version ${read.task.version} read`);
      } catch (error) {
        if (!this.isOver) this.failures.push(`a watcher: ${String(error)}`);
        return;
      }
    }
  }

  private async change({ ownerToken, taskId }: Shared): Promise<void> {
    for (let i = 0; !this.isOver; i++) {
      try {
        await ask(this.urls[i % 2] ?? "", ownerToken, RENAME, { id: taskId, title: `Change ${i}` });
      } catch (error) {
        this.failures.push(`a change: ${String(error)}`);
        return;
      }
      await sleep(PACE_MS);
    }
  }
}
