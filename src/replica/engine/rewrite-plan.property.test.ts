// What packs cost, by a model of compactions at the thresholds of the app: items of one size, packs that are finished when they are full, and change after
// change of whatever items. The bounds hold for each history; why they do is said in rewrite-plan.ts.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { packsToRewrite, type PackShare } from "./rewrite-plan.ts";

const FULL_PACK_BYTES = 245_760;
const SMALL_PACK_BYTES = 32_768;

type ModelPack = { readonly number: number; readonly items: ReadonlySet<number>; readonly sizeBytes: number };

class Model {
  readonly #itemBytes: number;
  #packs: ModelPack[] = [];
  /** The pack with the newest copy of each item. */
  readonly #home = new Map<number, number>();
  #nextNumber = 1;
  changedBytes = 0;
  writtenBytes = 0;

  constructor(itemBytes: number) {
    this.#itemBytes = itemBytes;
  }

  get storedBytes(): number {
    return this.#packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  get liveBytes(): number {
    return this.#home.size * this.#itemBytes;
  }

  /** As compaction.ts: what has changed, and all that is in the packs to be dropped. */
  compact(changed: ReadonlySet<number>): void {
    const dropped = packsToRewrite(this.#packs.map((pack) => this.#shareOf(pack, changed)));
    const moving = new Set(changed);
    for (const [item, number] of this.#home) if (dropped.has(number)) moving.add(item);
    this.#packs = this.#packs.filter(({ number }) => !dropped.has(number));
    this.changedBytes += changed.size * this.#itemBytes;
    this.writtenBytes += moving.size * this.#itemBytes;
    const perPack = Math.ceil(FULL_PACK_BYTES / this.#itemBytes);
    const items = [...moving].toSorted((a, b) => a - b);
    for (let at = 0; at < items.length; at += perPack) this.#write(new Set(items.slice(at, at + perPack)));
  }

  #shareOf({ number, items, sizeBytes }: ModelPack, changed: ReadonlySet<number>): PackShare {
    const newest = [...items].filter((item) => this.#home.get(item) === number && !changed.has(item)).length;
    return { number, sizeBytes, items: items.size, newest, holdsPurged: false };
  }

  #write(items: ReadonlySet<number>): void {
    const number = this.#nextNumber++;
    this.#packs.push({ number, items, sizeBytes: items.size * this.#itemBytes });
    for (const item of items) this.#home.set(item, number);
  }
}

type Round = { readonly from: number; readonly step: number; readonly count: number };

/** Edits of neighbours (one list), of a few again and again, or of items far apart. */
const round: fc.Arbitrary<Round> = fc.oneof(
  fc.record({ from: fc.nat(20_000), step: fc.constant(1), count: fc.integer({ min: 1, max: 2_000 }) }),
  fc.record({ from: fc.nat(50), step: fc.constant(1), count: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ from: fc.nat(20_000), step: fc.integer({ min: 2, max: 7_919 }), count: fc.integer({ min: 1, max: 2_000 }) }),
);

const workload = fc.record({
  itemBytes: fc.integer({ min: 40, max: 4_000 }),
  itemCount: fc.integer({ min: 1, max: 8_000 }),
  rounds: fc.array(round, { minLength: 1, maxLength: 40, size: "max" }),
});

const itemsOf = ({ from, step, count }: Round, itemCount: number): ReadonlySet<number> =>
  new Set(Array.from({ length: count }, (_, index) => (from + index * step) % itemCount));

test("packs take at most 4/3 of the space of their items, and writing at most four times what changed and 32 KiB a checkpoint", () => {
  fc.assert(
    fc.property(workload, ({ itemBytes, itemCount, rounds }) => {
      const model = new Model(itemBytes);
      for (const [index, each] of rounds.entries()) {
        model.compact(itemsOf(each, itemCount));
        expect(model.storedBytes).toBeLessThanOrEqual((model.liveBytes * 4) / 3);
        expect(model.writtenBytes).toBeLessThanOrEqual(4 * model.changedBytes + (index + 1) * SMALL_PACK_BYTES);
      }
    }),
    { numRuns: 60 },
  );
});
