// Deletes all that this origin keeps in the browser but the app itself: its databases, with the keys in them, and what was remembered beside them. The next
// load begins as a new device with new keys, which alone can be added again.

/** All databases of the origin are this app's. */
async function databaseNames(): Promise<readonly string[]> {
  return (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
}

/** `onBlocked`: another page holds it open, and is waited for. */
function deleteDatabase(name: string, onBlocked: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener("blocked", onBlocked);
    request.addEventListener("success", () => resolve());
    request.addEventListener("error", () => reject(request.error ?? new Error("a database that cannot be deleted")));
  });
}

export async function wipe(onBlocked: () => void): Promise<"wiped" | "failed"> {
  try {
    for (const name of await databaseNames()) await deleteDatabase(name, onBlocked);
    localStorage.clear();
    sessionStorage.clear();
    return "wiped";
  } catch {
    return "failed";
  }
}
