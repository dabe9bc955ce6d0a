import { expect, test } from "vitest";
import { isLow, leftBytes, readStorageRoom } from "./storage-room.ts";

const MB = 1_000_000;

test("less than a twentieth, or less than 50 MB beside more that is used, is little", () => {
  expect(isLow({ usedBytes: 96 * MB, quotaBytes: 100 * MB })).toBe(true);
  expect(isLow({ usedBytes: 160 * MB, quotaBytes: 200 * MB })).toBe(true);
  expect(isLow({ usedBytes: 500 * MB, quotaBytes: 10_000 * MB })).toBe(false);
});

test("a small grant that is hardly used is not warned of", () => {
  expect(isLow({ usedBytes: 1 * MB, quotaBytes: 40 * MB })).toBe(false);
});

test("using more than is granted leaves nothing", () => {
  expect(leftBytes({ usedBytes: 3, quotaBytes: 1 })).toBe(0);
  expect(isLow({ usedBytes: 3, quotaBytes: 1 })).toBe(true);
});

test("a browser that does not tell, or refuses, is not guessed about", async () => {
  expect(await readStorageRoom(undefined)).toBeNull();
  expect(await readStorageRoom({})).toBeNull();
  expect(await readStorageRoom({ estimate: async () => ({ usage: 1 }) })).toBeNull();
  expect(await readStorageRoom({ estimate: () => Promise.reject(new Error("no")) })).toBeNull();
  expect(await readStorageRoom({ estimate: async () => ({ usage: 1, quota: 2 }) })).toEqual({ usedBytes: 1, quotaBytes: 2 });
});
