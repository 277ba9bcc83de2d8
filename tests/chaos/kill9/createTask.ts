import { send } from "../../support/graphql";
import type { Created, Entry } from "./ledger";

const CREATE = "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id number } seq } }";

/** Asks for the entry's task, and notes in the entry what came of it. */
export async function createTask(url: string, token: string, entry: Entry): Promise<void> {
  try {
    const { data, errors } = await send<{ createTask: { task: Omit<Created, "seq">; seq: number } }>(
      url,
      token,
      CREATE,
      {
        input: entry.input,
      },
    );
    if (errors || !data) {
      // The server itself may not know whether its database has made the change.
      entry.state = errors?.some(({ extensions }) => extensions.code === "UNAVAILABLE") ? "unknown" : "refused";
      entry.failure = JSON.stringify(errors);
      return;
    }
    const { task, seq } = data.createTask;
    entry.created = { ...task, seq };
    entry.state = "acknowledged";
  } catch (error) {
    // The connection broke: the change may have been made, or not.
    entry.state = "unknown";
    entry.failure = String(error);
  }
}
