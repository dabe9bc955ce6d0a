import { describe, expect, test } from "vitest";
import { estimateStorage, readPersistence, requestPersistence, storagePlatformOf, type StoragePlatform } from "./persistence.ts";

const refusing: StoragePlatform = {
  persist: () => Promise.reject(new DOMException("opaque origin", "TypeError")),
  persisted: () => Promise.reject(new DOMException("opaque origin", "TypeError")),
  estimate: () => Promise.reject(new DOMException("opaque origin", "TypeError")),
};

describe("storage persistence", () => {
  test("is what the platform answers", async () => {
    const platform = { persist: () => Promise.resolve(true), persisted: () => Promise.resolve(false) };
    expect(await requestPersistence(platform)).toBe("granted");
    expect(await readPersistence(platform)).toBe("refused");
  });

  test.for([{ platform: null }, { platform: {} }, { platform: refusing }])("is unknown where nobody answers", async ({ platform }) => {
    expect(await requestPersistence(platform)).toBe("unknown");
    expect(await readPersistence(platform)).toBe("unknown");
    expect(await estimateStorage(platform)).toBeNull();
  });

  test("tells used and granted bytes only together", async () => {
    expect(await estimateStorage({ estimate: () => Promise.resolve({ usage: 3, quota: 10 }) })).toEqual({ usedBytes: 3, quotaBytes: 10 });
    expect(await estimateStorage({ estimate: () => Promise.resolve({ usage: 3 }) })).toBeNull();
  });

  test("is asked of the scope's own storage, where it has one", () => {
    expect(storagePlatformOf({ navigator: { storage: refusing } })).toBe(refusing);
    expect(storagePlatformOf({ navigator: {} })).toBeNull();
    expect(storagePlatformOf({})).toBeNull();
  });
});
