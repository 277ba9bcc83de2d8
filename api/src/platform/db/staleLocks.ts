import { AppError } from "../errors";

const ATTEMPTS = 5;

class StaleLocks extends AppError {
  constructor() {
    super("UNAVAILABLE", "It was changed by someone else at the same moment. Try again.", { retryAfter: 1 });
  }
}

/**
 * For a transaction that finds that it does not hold a stream that it must write to: whose
 * it is changed after it was looked up. It cannot be locked late, as that could deadlock.
 */
export function staleLocks(): AppError {
  return new StaleLocks();
}

/**
 * Looks up what to lock and runs the transaction, all of it again when the locks were stale.
 * @throws AppError UNAVAILABLE when they are stale time and again
 */
export async function withFreshLocks<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StaleLocks) || left <= 1) throw error;
    }
  }
}
