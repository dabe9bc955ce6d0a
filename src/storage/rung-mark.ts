// Up to which minute all reminders have rung on this device, whoever rang: a tab or the service worker. In a cache, which both reach without opening the
// profile: it says a minute and nothing else.

const CACHE_NAME = "daybook-rung";
const MARK_PATH = "/rung";

/** Since 1970; null: nothing ever rang, or it cannot be told. */
export async function readRung(storage: CacheStorage): Promise<number | null> {
  try {
    const mark = await (await storage.open(CACHE_NAME)).match(MARK_PATH);
    const text = (await mark?.text()) ?? "";
    return /^\d{1,12}$/u.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

/** Where it cannot be noted a reminder rings twice, which is better than never. */
export async function noteRung(storage: CacheStorage, minute: number): Promise<void> {
  try {
    await (await storage.open(CACHE_NAME)).put(MARK_PATH, new Response(String(minute)));
  } catch {
    // See above.
  }
}
