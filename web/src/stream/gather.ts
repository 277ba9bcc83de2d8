/** About a frame. A timer and no frame: those of a hidden page never come. */
const WITHIN_MS = 16;
const AT_MOST = 200;

export interface Gathering<Item> {
  readonly add: (item: Item) => void;
  /** Adds, but to wait for a `flush`. */
  readonly hold: (item: Item) => void;
  /** Delivers at once what there is. */
  readonly flush: () => void;
  readonly drop: () => void;
}

/** Delivers in one call what comes within a frame: whoever writes items into a store tells its watchers once a call. */
export function gather<Item>(deliver: (items: Item[]) => void): Gathering<Item> {
  let items: Item[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = () => {
    clearTimeout(timer);
    timer = undefined;
    const taken = items;
    items = [];
    return taken;
  };
  const flush = () => {
    const taken = take();
    if (taken.length > 0) deliver(taken);
  };

  return {
    add: (item) => {
      items.push(item);
      if (items.length >= AT_MOST) flush();
      else timer ??= setTimeout(flush, WITHIN_MS);
    },
    hold: (item) => items.push(item),
    flush,
    drop: () => take(),
  };
}
