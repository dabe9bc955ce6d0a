import { expect, test } from "vitest";
import { cacheNameOf, unusedCaches } from "./version-caches.ts";

const cachesOf = (...builds: string[]): string[] => builds.map(cacheNameOf);

test("drops the versions before it that no window runs", () => {
  expect(unusedCaches(cachesOf("1", "2", "3"), cacheNameOf("3"), ["3", "2", "3"])).toEqual(cachesOf("1"));
  expect(unusedCaches(cachesOf("1", "2", "3"), cacheNameOf("3"), [])).toEqual(cachesOf("1", "2"));
});

test("drops nothing while a window has not said what it runs", () => {
  expect(unusedCaches(cachesOf("1", "2"), cacheNameOf("2"), ["2", null])).toEqual([]);
});

test("leaves alone a version on its way, and what is not a version", () => {
  const names = ["pictures", ...cachesOf("1", "2", "3")];
  expect(unusedCaches(names, cacheNameOf("2"), ["2"])).toEqual(cachesOf("1"));
});

test("drops nothing when its own files are gone", () => {
  expect(unusedCaches(cachesOf("1", "2"), cacheNameOf("3"), ["3"])).toEqual([]);
});
