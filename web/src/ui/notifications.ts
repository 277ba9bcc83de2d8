export interface Notification {
  readonly id: string;
  readonly text: string;
  readonly tone: "info" | "error";
  readonly action?: { readonly label: string; readonly run: () => void };
}

type NewNotification = Pick<Notification, "text" | "action"> & Partial<Pick<Notification, "id" | "tone">>;

const AT_MOST = 4;

let shown: readonly Notification[] = [];
let count = 0;
const listeners = new Set<() => void>();

function set(next: readonly Notification[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a notice; one with the `id` of another takes its place. */
export function notify({ id = `notice:${(count += 1)}`, tone = "info", ...rest }: NewNotification): void {
  set([...shown.filter((notice) => notice.id !== id), { id, tone, ...rest }].slice(-AT_MOST));
}

export function dismiss(id: string): void {
  set(shown.filter((notice) => notice.id !== id));
}

export const dismissAll = (): void => set([]);

export const notifications = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  current: () => shown,
};
