// What every store of rooms must do. An adapter runs it with a way to open a store, and to open the same one again after it was closed.

import { describe, expect, test } from "vitest";
import type { RoomStore } from "./room-store.ts";

/** A place for one store: each `open` is a restart on what the former one left. */
export type RoomPlace = { readonly open: () => RoomStore; readonly remove: () => void };

const update = (value: number, length = 10): Uint8Array => new Uint8Array(length).fill(value);
const ok = (...updates: readonly Uint8Array[]) => ({ ok: true, value: updates });

export function describeRoomStore(name: string, makePlace: () => RoomPlace): void {
  const inStore = (run: (store: RoomStore, place: RoomPlace) => Promise<void>) => async (): Promise<void> => {
    const place = makePlace();
    const store = place.open();
    try {
      await run(store, place);
    } finally {
      await store.close();
      place.remove();
    }
  };

  describe(`a store of rooms (${name})`, () => {
    test(
      "keeps the updates of each room apart, in their order, over a restart",
      inStore(async (store, place) => {
        await store.append("a", [update(1), update(2)]);
        await store.append("b/c", [update(3)]);
        await store.append("a", [update(4)]);
        await store.close();
        const again = place.open();
        expect(await again.load("a")).toEqual(ok(update(1), update(2), update(4)));
        expect(await again.load("b/c")).toEqual(ok(update(3)));
        expect(await again.load("nobody's")).toEqual(ok());
        expect(again.usedBytes).toBe(40);
        await again.close();
      }),
    );

    test(
      "puts one update in the place of all of a room, which goes on from there",
      inStore(async (store) => {
        await store.append("a", [update(1, 1_000), update(2, 1_000)]);
        await store.append("b", [update(3)]);
        await store.replace("a", update(9, 100));
        await store.append("a", [update(4)]);
        expect(await store.load("a")).toEqual(ok(update(9, 100), update(4)));
        expect(await store.load("b")).toEqual(ok(update(3)));
        expect(store.usedBytes).toBe(120);
      }),
    );

    test(
      "commits what is asked for at once in the order in which it was asked for",
      inStore(async (store) => {
        const all = await Promise.all([
          store.append("a", [update(1)]),
          store.replace("a", update(2)),
          store.append("a", [update(3)]),
          store.append("b", [update(4)]),
        ]);
        expect(all.map((each) => each.ok)).toEqual([true, true, true, true]);
        expect(await store.load("a")).toEqual(ok(update(2), update(3)));
      }),
    );

    test(
      "keeps a copy: what becomes of the bytes that it was given is not stored",
      inStore(async (store) => {
        const bytes = update(1);
        await store.append("a", [bytes]);
        bytes.fill(7);
        expect(await store.load("a")).toEqual(ok(update(1)));
      }),
    );

    test(
      "commits what was asked for before it closes, and says closed afterwards",
      inStore(async (store, place) => {
        const asked = store.append("a", [update(1)]);
        await store.close();
        expect((await asked).ok).toBe(true);
        const closed = { ok: false, error: { kind: "closed" } };
        expect(await store.append("a", [update(2)])).toEqual(closed);
        expect(await store.replace("a", update(2))).toEqual(closed);
        expect(await store.load("a")).toEqual(closed);
        const again = place.open();
        expect(await again.load("a")).toEqual(ok(update(1)));
        await again.close();
      }),
    );
  });
}
