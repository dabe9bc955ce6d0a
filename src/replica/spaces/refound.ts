// Founding the profile's own space anew: a space with new keys and the same items, in which this device is alone at first. The way out where the list of devices
// cannot be trusted, or has no owner left who could change it. The other devices come over by pairing, each with what it holds, and are merged.

import { bytesToUtf8, utf8ToBytes } from "../../base/bytes.ts";
import { parseIdText, type SpaceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Store, StoreError } from "../../ports/store.ts";
import type { SpaceError } from "../face/spaces.ts";
import { nameOwnDevice } from "../device-name.ts";
import { foundingParts, makeFounding } from "../device-setup.ts";
import { moveItems } from "../move-items.ts";
import type { Replica } from "../replica.ts";
import { Space } from "../space.ts";
import { isWriteError, type WriteError } from "../space-writer.ts";
import { makeBatch } from "../store-batch.ts";
import { catchStoreFailure, valueOf } from "../store-failure.ts";

/** In the store's meta table: the space that is being moved into. */
const REFOUNDING = "refounding";
const TRIES = 50;

async function readBegun(store: Store): Promise<SpaceId | null> {
  const bytes = valueOf(await store.readMeta(REFOUNDING));
  const text = bytes === null ? null : bytesToUtf8(bytes);
  return text === null ? null : parseIdText("space", text);
}

/** The one that was begun before, here or in another tab; otherwise one that is founded now. Throws a store failure. */
async function foundOnce({ ports, signer }: Replica): Promise<Result<SpaceId, StoreError>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const begun = await readBegun(ports.store);
    if (begun !== null) return ok(begun);
    const founding = await makeFounding(ports, signer);
    const { statements, meta } = await foundingParts(ports, founding);
    const begin = { key: REFOUNDING, value: utf8ToBytes(founding.space) } as const;
    const expectMeta = [{ key: REFOUNDING, value: null } as const];
    const committed = await ports.store.commit(makeBatch(founding.space, { statements, meta: [...meta, begin], expectMeta }));
    if (!committed.ok && committed.error.kind !== "meta-moved") return committed;
  }
  return err({ kind: "unavailable", reason: "other tabs keep founding this space anew" });
}

/** Throws a store failure. */
async function moveInto(replica: Replica, id: SpaceId): Promise<Result<number, StoreError | WriteError>> {
  const { ports, signer, spaces } = replica;
  const { self, members } = spaces.own.space.core;
  const silent = { onChange: () => undefined, onProgress: () => undefined };
  const space = valueOf(await Space.open(ports, { space: id, signer, self, timers: ports.timers, ...silent }));
  try {
    valueOf(await nameOwnDevice(space, members.nameOf(self) ?? "", members.directAddressOf(self)));
    return await moveItems(replica, space, [{ key: REFOUNDING, value: null }]);
  } finally {
    space.close();
  }
}

/** How many items came along. Where it was broken off before, it goes on from there. */
export async function refound(replica: Replica): Promise<Result<number, SpaceError>> {
  const moved = await catchStoreFailure<number, StoreError | WriteError>(async () => {
    const id = valueOf(await foundOnce(replica));
    // Another tab has done it.
    return replica.spaces.own.id === id ? ok(0) : moveInto(replica, id);
  });
  if (!moved.ok) return err(isWriteError(moved.error) ? moved.error : { kind: "store", error: moved.error });
  const taken = await replica.spacesMoved();
  return taken.ok ? moved : err({ kind: "store", error: taken.error });
}
