// What the browser says of how much it will store: asked of the window's or the worker's `navigator.storage`, which is absent on insecure pages and in
// some engines.

export type StorageEstimate = { readonly usedBytes: number; readonly quotaBytes: number };

/** The part of the platform's `StorageManager` used here. */
export type StoragePlatform = Partial<Pick<StorageManager, "estimate">>;

/** The storage of `scope`, a window's or worker's global object; `null` where it has none. */
export function storagePlatformOf(scope: { readonly navigator?: { readonly storage?: StoragePlatform } }): StoragePlatform | null {
  return scope.navigator?.storage ?? null;
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
