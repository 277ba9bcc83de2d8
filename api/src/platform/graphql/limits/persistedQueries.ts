import { LRUCache } from "lru-cache";

/** Which documents a client may send: any, or those of the app alone. */
export type TrustedDocuments = "also" | "only";

interface PersistedQueriesOptions {
  /** How much text may be kept that clients have registered. */
  maxBytes: number;
  mode: TrustedDocuments;
  /** The app's own documents by the SHA-256 of their text, in hex. */
  trusted: ReadonlyMap<string, string>;
}

/**
 * Documents that a client may name by the hash of their text instead of sending them: those of the app, and those that
 * clients registered by sending both once (Apollo's automatic persisted queries), the least used forgotten first.
 */
export class PersistedQueries {
  private readonly registered: LRUCache<string, string>;

  constructor(private readonly options: PersistedQueriesOptions) {
    if (options.mode === "only" && options.trusted.size === 0)
      throw new Error("TRUSTED_DOCUMENTS=only, but there are none.");
    this.registered = new LRUCache({ maxSize: options.maxBytes, sizeCalculation: (text) => Math.max(text.length, 1) });
  }

  find(hash: string): string | undefined {
    return this.options.trusted.get(hash) ?? this.registered.get(hash);
  }

  /** To be called with valid documents only, or nonsense would push out what is used. */
  register(hash: string, text: string): void {
    this.registered.set(hash, text);
  }

  /** Whether a document with this hash may run at all. */
  admits(hash: string): boolean {
    return this.options.mode === "also" || this.options.trusted.has(hash);
  }
}
