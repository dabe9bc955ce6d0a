// What the browser says of how long and how much it will store: asked of the window's or the worker's `navigator.storage`, which is absent
// on insecure pages and in some engines. Persistence can only be requested in a window; it may ask the user, so only after a user's action.

/** `granted`: the browser will not evict on its own. `refused`: it may, when space runs out or after days without use. */
export type Persistence = "granted" | "refused" | "unknown";

export type StorageEstimate = { readonly usedBytes: number; readonly quotaBytes: number };

/** The part of the platform's `StorageManager` used here; `persist` exists in windows only. */
export type StoragePlatform = Partial<Pick<StorageManager, "persist" | "persisted" | "estimate">>;

/** The storage of `scope`, a window's or worker's global object; `null` where it has none. */
export function storagePlatformOf(scope: { readonly navigator?: { readonly storage?: StoragePlatform } }): StoragePlatform | null {
  return scope.navigator?.storage ?? null;
}

export function requestPersistence(platform: StoragePlatform | null): Promise<Persistence> {
  return platform === null ? Promise.resolve("unknown") : persistenceFrom(platform.persist?.());
}

/** Asks the user nothing. */
export function readPersistence(platform: StoragePlatform | null): Promise<Persistence> {
  return platform === null ? Promise.resolve("unknown") : persistenceFrom(platform.persisted?.());
}

/** `null` where the platform does not tell. Browsers round and pad these figures. */
export async function estimateStorage(platform: StoragePlatform | null): Promise<StorageEstimate | null> {
  try {
    const { usage, quota } = (await platform?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota };
  } catch {
    // Opaque origins and some private modes refuse to answer.
    return null;
  }
}

async function persistenceFrom(answer: Promise<boolean> | undefined): Promise<Persistence> {
  try {
    const granted = await answer;
    if (granted === undefined) return "unknown";
    return granted ? "granted" : "refused";
  } catch {
    return "unknown";
  }
}
