/**
 * Answers, or fails, no sooner than after `ms` milliseconds: where work within
 * that time differs, the clock does not tell.
 */
export async function atLeast<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([work(), new Promise((resolve) => setTimeout(resolve, ms))]);
  if (done.status === "rejected") throw done.reason;
  return done.value;
}
