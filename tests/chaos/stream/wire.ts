/** An item of a project's stream, as the subscribers select it. */
export interface Item {
  __typename: string;
  cursor: string;
  seq: number;
  prevSeq: number;
  type: string;
  subjectId: string;
  task: { id: string; version: number; deletedAt: string | null } | null;
  tasks: { id: string; version: number }[];
  isLast: boolean;
  resetReason: string;
  endReason: string;
}

/** What comes over one subscription, whatever carries it. */
export interface Listener {
  item: (item: Item) => void;
  /** The operation was refused, or failed. */
  failed: (codes: string[]) => void;
  /** Nothing comes any more; called once. */
  closed: (why: string) => void;
}

export interface Wire {
  /** Reads nothing more from the network, until `resume`. */
  pause: () => void;
  resume: () => void;
  /** Breaks the connection in the middle of the next frame; `onCut` is called when that was done. */
  cut: (onCut: () => void) => void;
  close: () => void;
}

export interface Subscription {
  url: string;
  token: string;
  query: string;
  variables: object;
}

interface Result {
  data?: { projectStream: Item | null } | null;
  errors?: GraphQLFault[];
}

export interface GraphQLFault {
  message: string;
  extensions?: { code?: string };
}

export function hear({ data, errors }: Result, listener: Listener): void {
  if (errors || !data?.projectStream) listener.failed(codesOf(errors ?? []));
  else listener.item(data.projectStream);
}

export function codesOf(errors: readonly GraphQLFault[]): string[] {
  return errors.length === 0 ? ["NOTHING"] : errors.map(({ message, extensions }) => extensions?.code ?? message);
}

/**
 * So much of a chunk that what was begun in it is not whole, as when the network had carried no more: half of it, or a
 * little more where that is the end of a frame. `take` handles bytes, `isWithin` says whether something was begun.
 */
export function takeHalf(chunk: Buffer, take: (bytes: Buffer) => void, isWithin: () => boolean): void {
  const half = Math.floor(chunk.length / 2);
  take(chunk.subarray(0, half));
  if (!isWithin()) take(chunk.subarray(half, half + 1));
}
