type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "clear" | "length">;

/** GraphiQL's history: the documents that were run or starred, with their headers. */
const HISTORY = new Set(["graphiql:queries", "graphiql:favorites"]);

/**
 * Keeps what is written for as long as the browser's tab is open, over a reload; a document may
 * hold a password. The headers, where tokens stand, are kept nowhere.
 */
export const draftStorage: DraftStorage = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, value) => {
    if (!HISTORY.has(key)) sessionStorage.setItem(key, value);
  },
  removeItem: (key) => sessionStorage.removeItem(key),
  clear: () => sessionStorage.clear(),
  get length() {
    return sessionStorage.length;
  },
};
