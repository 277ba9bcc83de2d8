/** Batches in one run of a job: the next run goes on, so that none takes for ever. */
const MOST_BATCHES = 100;

/** Does a piece of work, each in a transaction of its own so that others get their turn, until it says that nothing is left. */
export async function inBatches(doBatch: () => Promise<{ isMore: boolean }>): Promise<void> {
  for (let i = 0; i < MOST_BATCHES; i++) if (!(await doBatch()).isMore) return;
}
