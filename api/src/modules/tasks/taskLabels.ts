import { badInput } from "../../platform/errors";
import type { UpdateTaskInput } from "./tasks.inputs";

const MAX_LABELS = 50;

/** The labels that a task has after a change. @throws AppError BAD_USER_INPUT */
export function resolveLabels(
  current: readonly string[],
  { labelIds, addLabelIds, removeLabelIds }: Pick<UpdateTaskInput, "labelIds" | "addLabelIds" | "removeLabelIds">,
): string[] {
  if (labelIds && (addLabelIds || removeLabelIds)) {
    throw badInput("labelIds", "cannot be given together with addLabelIds or removeLabelIds.", "exclusive");
  }
  const removed = new Set(removeLabelIds);
  const both = addLabelIds?.find((id) => removed.has(id));
  if (both) throw badInput("addLabelIds", "has a label that removeLabelIds has too.", "exclusive");
  const labels = [...new Set(labelIds ?? [...current.filter((id) => !removed.has(id)), ...(addLabelIds ?? [])])];
  if (labels.length > MAX_LABELS) throw badInput("addLabelIds", `would make more than ${MAX_LABELS} labels.`, "limit");
  return labels;
}

export function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
