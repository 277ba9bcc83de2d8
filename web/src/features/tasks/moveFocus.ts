import type { KeyboardEvent } from "react";

/**
 * Arrow up and down go to the same control of the next row. Typing, and menus that are open over
 * the list, keep their arrows.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const target = event.target as HTMLElement;
  const { column } = target.dataset;
  if (!step || !column || event.defaultPrevented) return;

  const rows = [...event.currentTarget.children];
  const index = rows.findIndex((row) => row.contains(target));
  const next = index < 0 ? null : rows[index + step]?.querySelector<HTMLElement>(`[data-column="${column}"]`);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** When a row goes, whoever stood in it goes on in the next one and is not thrown to the page's top. */
export function focusNeighbour(row: HTMLElement): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !row.contains(active)) return;
  const column = active.dataset.column ?? "done";
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  const target =
    neighbour?.querySelector<HTMLElement>(`[data-column="${column}"]`) ??
    document.querySelector<HTMLElement>('[data-column="composer"]');
  queueMicrotask(() => target?.focus());
}
