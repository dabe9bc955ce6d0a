import { describe, expect, test } from "vitest";
import { estimateStorage, storagePlatformOf, type StoragePlatform } from "./storage-estimate.ts";

const refusing: StoragePlatform = { estimate: () => Promise.reject(new DOMException("opaque origin", "TypeError")) };

describe("the storage estimate", () => {
  test.for([{ platform: null }, { platform: {} }, { platform: refusing }])("is unknown where nobody answers", async ({ platform }) => {
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
