import { ask } from "../../support/graphql";
import type { Account } from "./burst";

interface ListedTask {
  id: string;
  number: number;
  title: string;
  labels: { id: string }[];
}

const PAGE = `query ($id: ID!, $after: String) {
  project(id: $id) {
    lastSeq
    tasks(first: 100, after: $after) { nodes { id number title labels { id } } pageInfo { hasNextPage endCursor } }
  }
}`;

/** All tasks of an account's projects, as the API lists them; and where their logs end. */
export async function readTasks(
  url: string,
  { token, projects }: Account,
): Promise<{ tasks: ListedTask[]; lastSeqs: number[] }> {
  const tasks: ListedTask[] = [];
  const lastSeqs: number[] = [];
  for (const { id } of projects) {
    for (let after: string | null = null, isMore = true; isMore;) {
      const page: Page = await ask<Page>(url, token, PAGE, { id, after });
      tasks.push(...page.project.tasks.nodes);
      ({ endCursor: after, hasNextPage: isMore } = page.project.tasks.pageInfo);
      if (!isMore) lastSeqs.push(page.project.lastSeq);
    }
  }
  return { tasks, lastSeqs };
}

interface Page {
  project: {
    lastSeq: number;
    tasks: { nodes: ListedTask[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  };
}
