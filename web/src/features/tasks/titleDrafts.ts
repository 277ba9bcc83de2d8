export interface TitleDraft {
  readonly text: string;
  /** The title when typing began: leaving it as it was must not undo what another has made of it since. */
  readonly startedFrom: string;
  /** Why it is not saved; null while it is being typed. */
  readonly error: string | null;
  /** Of the attempt that failed, for its retry. */
  readonly idempotencyKey?: string;
}

/** What is being typed outlives its row: the row may move to another list, or the screen may change. */
const drafts = new Map<string, TitleDraft>();

export const readDraft = (taskId: string): TitleDraft | null => drafts.get(taskId) ?? null;

export function writeDraft(taskId: string, draft: TitleDraft | null): void {
  if (draft) drafts.set(taskId, draft);
  else drafts.delete(taskId);
}

export const clearDrafts = (): void => drafts.clear();
