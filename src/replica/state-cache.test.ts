import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { StateCache } from "./state-cache.ts";

const [A, B, C] = ["a", "b", "c"].map((_, index) => makeId("item", new Uint8Array(16).fill(index)));
if (A === undefined || B === undefined || C === undefined) throw new Error("three items");

const state = (bytes: number): Uint8Array => new Uint8Array(bytes);

describe("states in memory", () => {
  test("go, longest unused first, as soon as they are more than the bound", () => {
    const cache = new StateCache(25);
    cache.keep(A, state(10));
    cache.keep(B, state(10));
    cache.keep(A, state(10));
    cache.keep(C, state(10));
    expect([A, B, C].map((id) => cache.get(id)?.length)).toEqual([10, undefined, 10]);
    expect(cache.bytes).toBe(20);
  });

  test("stay while they are in use, however much they are, and count again afterwards", () => {
    const cache = new StateCache(15);
    for (const id of [A, B]) cache.pin(id, state(10));
    cache.pin(C, null);
    expect([cache.pinned(A)?.length, cache.isPinned(C), cache.get(C), cache.bytes]).toEqual([10, true, null, 0]);
    cache.release();
    expect([cache.get(A), cache.get(B)?.length, cache.get(C), cache.bytes]).toEqual([undefined, 10, undefined, 10]);
  });

  test("that are forgotten are gone, in use or not", () => {
    const cache = new StateCache(100);
    cache.keep(A, state(10));
    cache.pin(B, state(10));
    for (const id of [A, B]) cache.forget(id);
    expect([cache.get(A), cache.get(B), cache.bytes]).toEqual([undefined, undefined, 0]);
  });
});
