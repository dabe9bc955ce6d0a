// A folder that the user has chosen, and what is known of it: kept in a small database of the window's own, since a handle is no bytes. What is lost with
// it is found again by choosing the folder: files that are read twice change nothing.

import { isRecord } from "../../base/record.ts";
import type { WritableFile } from "./file-sink.ts";

export type FolderFile = WritableFile;

/** What is used of a FileSystemDirectoryHandle; types do not know all of it. */
export type FolderHandle = {
  readonly name: string;
  entries(): AsyncIterable<readonly [string, { readonly kind: string }]>;
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<FolderFile>;
  removeEntry(name: string): Promise<void>;
  /** Asks the user where it must: on a click alone. */
  requestPermission?(options: { readonly mode: "readwrite" }): Promise<string>;
};

export type Folder = {
  readonly handle: FolderHandle;
  /** Others' files that were taken in to their end: name, size and date. */
  readonly read: readonly string[];
  /** Of the newest own file, how many records were held then; 0 before there was one. */
  readonly writtenRecords: number;
};

const DATABASE = "daybook-folder";
const STORE = "folder";
const KEY = "chosen";

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("a failed request")));
  });

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener("upgradeneeded", () => void opening.result.createObjectStore(STORE));
  const database = await settled(opening);
  try {
    return await act(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
}

/** Null where none is chosen, or the browser keeps nothing now. */
export async function readFolder(): Promise<Folder | null> {
  const kept: unknown = await inStore<unknown>("readonly", (store) => settled(store.get(KEY))).catch(() => null);
  // Written below, in this form; a later one has another database.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return isRecord(kept) && "handle" in kept ? (kept as Folder) : null;
}

/** Where the browser keeps it not, it is known until the page closes. */
export const keepFolder = (folder: Folder | null): Promise<unknown> =>
  inStore<unknown>("readwrite", (store) => (folder === null ? settled(store.delete(KEY)) : settled(store.put(folder, KEY)))).catch(
    () => null,
  );

type Picker = (options: { readonly mode: "readwrite"; readonly id: string }) => Promise<FolderHandle>;

/** Null where the browser has no such thing. */
function findPicker(): Picker | null {
  const picker: unknown = "showDirectoryPicker" in window ? window.showDirectoryPicker : null;
  // As the standard has it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return typeof picker === "function" ? (picker as Picker).bind(window) : null;
}

export const canChooseFolder = (): boolean => findPicker() !== null;

/** Null when the user has changed their mind. */
export async function chooseFolder(): Promise<FolderHandle | null> {
  return (await findPicker()?.({ mode: "readwrite", id: "daybook" }).catch(() => null)) ?? null;
}
