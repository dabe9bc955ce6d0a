// Any bit of what a relay has stored may be another: of a record, of a block of a pack, of a checkpoint. What the relay or the devices notice is for them;
// in the end it is put back, wherever copies of the disk have taken it, since a relay serves a device's own records unseen.

import type { MemoryDisk } from "../relay/memory-store.ts";

type Random = () => number;

/** One stored value, and how to put another in its place. */
type Place = { readonly bytes: Uint8Array; readonly put: (bytes: Uint8Array) => void };

function* placesIn(disk: MemoryDisk): Generator<Place> {
  for (const { paths, packs, checkpoints } of disk.spaces.values()) {
    for (const { records } of paths.values()) {
      for (const [at, record] of records.entries())
        yield { bytes: record.bytes, put: (bytes) => void (records[at] = { ...record, bytes }) };
    }
    for (const { blocks } of packs.values()) {
      for (const [at, block] of blocks.entries()) yield { bytes: block, put: (bytes) => void (blocks[at] = bytes) };
    }
    for (const [id, stored] of checkpoints) yield { bytes: stored.bytes, put: (bytes) => void checkpoints.set(id, { ...stored, bytes }) };
  }
}

export class RelayPoison {
  readonly #random: Random;
  /** By what stands in its place. */
  readonly #originals = new Map<Uint8Array, Uint8Array>();

  constructor(random: Random) {
    this.#random = random;
  }

  spread(disk: MemoryDisk): void {
    const places = [...placesIn(disk)].filter(({ bytes }) => !this.#originals.has(bytes));
    const place = places[Math.floor(this.#random() * places.length)];
    if (place === undefined) return;
    const at = Math.floor(this.#random() * place.bytes.length);
    const bit = 1 << Math.floor(this.#random() * 8);
    const poisoned = place.bytes.map((byte, i) => (i === at ? byte ^ bit : byte));
    this.#originals.set(poisoned, place.bytes);
    place.put(poisoned);
  }

  heal(disk: MemoryDisk): void {
    for (const { bytes, put } of placesIn(disk)) {
      const original = this.#originals.get(bytes);
      if (original !== undefined) put(original);
    }
  }
}
