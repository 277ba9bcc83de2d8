import { setTimeout as sleep } from "node:timers/promises";
import { typeid } from "typeid-js";
import type { ApiProcess } from "../../support/startApi";
import { createTask } from "./createTask";
import type { Entry, Ledger, TaskInput } from "./ledger";

const WRITERS = 12;
const LONGEST_TEXT = 20_000;
const MOST_ANSWERS_BEFORE_KILL = 150;
/** For a server that answers nobody. */
const PATIENCE_MS = 30_000;

/** Who writes, and where to. */
export interface Account {
  token: string;
  projects: readonly { id: string; labelIds: readonly string[] }[];
}

/**
 * Lets writers create tasks without pause, kills the server at a moment that
 * chance chooses, and answers how many requests it was working on.
 */
export async function killInBurst(
  api: ApiProcess,
  account: Account,
  ledger: Ledger,
  chance: () => number,
  name: string,
): Promise<number> {
  const over = new AbortController();
  const write = async (writer: number) => {
    for (let i = 0; !over.signal.aborted; i++) {
      const entry: Entry = { input: makeInput(account, chance, `${name} writer ${writer} task ${i}`), state: "sent" };
      ledger.entries.push(entry);
      await createTask(api.url, account.token, entry);
      if (entry.state !== "acknowledged") return;
    }
  };

  const answeredBefore = ledger.in("acknowledged").length;
  const answers = Math.floor(chance() * MOST_ANSWERS_BEFORE_KILL);
  const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
  for (
    const deadline = Date.now() + PATIENCE_MS;
    ledger.in("acknowledged").length - answeredBefore <= answers;
    await sleep(1)
  ) {
    if (Date.now() > deadline)
      throw new Error(`The server answered fewer than ${answers} requests in ${PATIENCE_MS / 1_000} s`);
  }
  await sleep(chance() * 10);
  const inFlight = ledger.in("sent").length;
  over.abort();
  await api.kill();
  await Promise.all(writers);
  return inFlight;
}

/** Half of the tasks are told from their repetition by their own id, half by a key. */
function makeInput({ projects }: Account, chance: () => number, title: string): TaskInput {
  const project = projects[Math.floor(chance() * projects.length)] as Account["projects"][number];
  return {
    ...(chance() < 0.5 ? { id: typeid("tsk").toString() } : { idempotencyKey: title }),
    projectId: project.id,
    title,
    // Long ones reach over many pages of the file, for the kill to come between.
    description: "x".repeat(chance() ** 4 * LONGEST_TEXT),
    labelIds: project.labelIds.filter(() => chance() < 0.5),
  };
}
