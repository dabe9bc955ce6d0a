// Documents that another app of the same origin has stored with y-indexeddb 9: a database for each, named as the document, with its updates in the order they came.
// They are read and left as they are.

const UPDATES = "updates";
/** Beside the updates; both together are how such a database is known. */
const CUSTOM = "custom";

const answerTo = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("a failed request")));
  });

/** Null where it went meanwhile: to open it then would make an empty one. */
async function openThere(factory: IDBFactory, name: string): Promise<IDBDatabase | null> {
  const request = factory.open(name);
  request.addEventListener("upgradeneeded", () => request.transaction?.abort());
  return answerTo(request).catch(() => null);
}

async function during<T>(factory: IDBFactory, name: string, work: (database: IDBDatabase) => T | Promise<T>): Promise<T | null> {
  const database = await openThere(factory, name);
  if (database === null) return null;
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

const isOfYjs = ({ objectStoreNames }: IDBDatabase): boolean => objectStoreNames.contains(UPDATES) && objectStoreNames.contains(CUSTOM);

/** Their names. `own`: databases of this app, which are none. */
export async function listStoredDocuments(factory: IDBFactory, own: readonly string[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name } of await factory.databases()) {
    if (name !== undefined && !own.includes(name) && (await during(factory, name, isOfYjs)) === true) names.push(name);
  }
  return names.toSorted();
}

/** Its updates in order; null where it is not there any more, or holds something else. */
export async function readStoredDocument(factory: IDBFactory, name: string): Promise<readonly Uint8Array[] | null> {
  return during(factory, name, async (database) => {
    if (!isOfYjs(database)) return null;
    const stored: readonly unknown[] = await answerTo(database.transaction(UPDATES).objectStore(UPDATES).getAll());
    return stored.every((update) => update instanceof Uint8Array) ? stored : null;
  });
}
