import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes, makeId, type ItemId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import { makeEpochKey } from "../crypto/epoch-key.ts";
import { fixedSuite, fromHex, makeFixedRandom } from "../crypto/fixed.suite.ts";
import type { Compression } from "../ports/compression.ts";
import { isBlockOf, packIdOf, packLeaf } from "../wire/pack-tree.ts";
import { makePackCipher, makePreamble, padded } from "./pack-cipher.ts";
import { MAX_ITEM_STATE_BYTES, writePart } from "./pack-entry.ts";
import { blocksOf, joinParts, openPack, readBlock, readPack } from "./pack-reader.ts";
import randomNonces from "./vectors/pack-v1.json";
import derivedNonces from "./vectors/pack-v1-derived-nonces.json";
import { writePacks, type PackedItem, type WrittenPack } from "./pack-writer.ts";

/** Deflate without compressing (RFC 1951, section 3.2.4): tests of the form need no compressor, and no bytes depend on one. */
const stored: Compression = {
  deflate: (bytes) => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at === 0 || at < bytes.length; at += 65_535) {
      const part = bytes.subarray(at, at + 65_535);
      const isLast = at + 65_535 >= bytes.length ? 1 : 0;
      parts.push(Uint8Array.of(isLast, part.length & 255, part.length >> 8, ~part.length & 255, (~part.length >> 8) & 255), part);
    }
    return Promise.resolve(concatBytes(...parts));
  },
  inflate: (bytes, maxBytes) => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const length = (bytes[at + 1] ?? 0) + 256 * (bytes[at + 2] ?? 0);
      parts.push(bytes.subarray(at + 5, at + 5 + length));
      at += 5 + length;
    }
    const inflated = concatBytes(...parts);
    return Promise.resolve(inflated.length > maxBytes ? null : inflated);
  },
};

const space = makeId("space", new Uint8Array(32).fill(2));
const epoch = makeEpochKey(fixedSuite.sha256, makeFixedRandom(3), space);
const otherEpoch = makeEpochKey(fixedSuite.sha256, makeFixedRandom(4), space);
const ports = { suite: fixedSuite, compression: stored, space, epoch };

const itemId = (number: number): ItemId => makeId("item", fromHex(number.toString(16).padStart(32, "0")));
const itemOf = (number: number, sizeBytes: number): PackedItem => ({
  item: itemId(number),
  state: sizeBytes === 0 ? null : new Uint8Array(sizeBytes).map((_, i) => (i * 31 + number) & 255),
});

async function packsOf(items: readonly PackedItem[]): Promise<readonly WrittenPack[]> {
  const packs: WrittenPack[] = [];
  for await (const pack of writePacks(ports, items)) packs.push(pack);
  return packs;
}

async function onlyPackOf(items: readonly PackedItem[]): Promise<WrittenPack> {
  const [pack, second] = await packsOf(items);
  if (pack === undefined || second !== undefined) throw new Error("one pack");
  return pack;
}

/** What an item must not pass to be small, to be kept in one block, to be alone in a block with what stands beside it, and to need three. */
const BORDERS = [1_024, 32_768, 81_920, 163_840];
const nearBorder = fc.tuple(fc.constantFrom(...BORDERS), fc.integer({ min: -60, max: 60 })).map(([border, by]) => border + by);

const arbitraryItems = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 500 }), nearBorder, fc.integer({ min: 1, max: 150_000 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((sizes) => sizes.map((size, index) => itemOf(index * 3, size)));

const COMMITTED_ITEMS = [itemOf(1, 5), itemOf(2, 0), itemOf(9, 90_000)];

test.each([
  ["random", randomNonces],
  ["derived", derivedNonces],
])("committed packs of %s nonces still read", async (_, vector) => {
  const found: PackedItem[] = [];
  for (const { pack, blocks } of vector) {
    const kept = blocks.map((block) => new Uint8Array(Buffer.from(block, "base64")));
    const leaves = kept.map((block) => packLeaf(fixedSuite.sha256, block));
    expect(packIdOf(fixedSuite.sha256, leaves)).toBe(pack);
    const read = await readPack(ports, kept, [epoch]);
    if (read.ok) found.push(...read.value);
  }
  expect(found).toEqual(COMMITTED_ITEMS);
});

test("the same items make the committed packs again", async () => {
  const written = await packsOf(COMMITTED_ITEMS);
  expect(written.map(({ pack, blocks }) => ({ pack, blocks: blocks.map((block) => Buffer.from(block).toString("base64")) }))).toEqual(
    derivedNonces,
  );
});

const nonceOf = async (...items: readonly PackedItem[]): Promise<string> =>
  Buffer.from((await onlyPackOf(items)).blocks[0]?.slice(5, 21) ?? []).toString("hex");

test("no two packs of different content have a nonce in common", async () => {
  const one = itemOf(1, 40);
  const nonces = [await nonceOf(one), await nonceOf({ ...one, state: itemOf(2, 40).state }), await nonceOf(one, itemOf(3, 0))];
  expect(new Set(nonces).size).toBe(3);
  expect(await nonceOf(one)).toBe(nonces[0]);
});

describe("a pack", () => {
  test("gives back the items it was made of, whatever their sizes, purged ones included", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryItems, async (items) => {
        const found: PackedItem[] = [];
        for (const { pack, blocks, leaves, sizeBytes } of await packsOf(items)) {
          expect(packIdOf(fixedSuite.sha256, leaves)).toBe(pack);
          expect(blocks.reduce((sum, block) => sum + block.length, 0)).toBe(sizeBytes);
          const read = await readPack(ports, blocks, [otherEpoch, epoch]);
          if (read.ok) found.push(...read.value);
        }
        expect(found.toSorted((x, y) => (x.item < y.item ? -1 : 1))).toEqual(items);
      }),
      { numRuns: 8 },
    );
  });

  test("tells in which blocks an item is, so that nothing else is opened", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryItems, fc.nat(40), async (items, number) => {
        const wanted = itemId(number);
        const parts = [];
        for (const pack of await packsOf(items)) {
          const opened = openPack(ports, pack.blocks[0] ?? new Uint8Array(0), [epoch]);
          for (const block of opened.ok ? blocksOf(opened.value, wanted) : []) {
            const read = opened.ok ? await readBlock(ports, opened.value, block, pack.blocks[block] ?? new Uint8Array(0)) : null;
            if (read?.ok === true) parts.push(...read.value.filter(({ item }) => item === wanted));
          }
        }
        const expected = items.find(({ item }) => item === wanted);
        expect(joinParts(parts)).toEqual(ok(expected === undefined ? [] : [expected]));
      }),
      { numRuns: 30 },
    );
  });

  test("with a flipped byte tells the block by its leaf, and does not open there", async () => {
    const { blocks, leaves } = await onlyPackOf([itemOf(1, 60_000), itemOf(2, 50_000), itemOf(3, 4_000)]);
    await fc.assert(
      fc.asyncProperty(fc.nat(blocks.length - 1), fc.nat(1_000_000), fc.integer({ min: 1, max: 255 }), async (number, at, difference) => {
        const flipped = blocks.map((block, i) =>
          i === number ? block.map((byte, j) => (j === at % block.length ? byte ^ difference : byte)) : block,
        );
        const found = flipped.findIndex((block, i) => !isBlockOf(fixedSuite.sha256, leaves[i] ?? new Uint8Array(32), block));
        expect(found).toBe(number);
        expect((await readPack(ports, flipped, [epoch])).ok).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test("with blocks in another order, missing or of another pack does not read", async () => {
    const { blocks } = await onlyPackOf([itemOf(1, 70_000), itemOf(2, 60_000), itemOf(3, 90_000)]);
    const [head = new Uint8Array(0), one = new Uint8Array(0), ...rest] = blocks;
    for (const wrong of [[head, ...rest, one], [head, ...rest], [], [one, head, ...rest], [...blocks, one]])
      expect(await readPack(ports, wrong, [epoch])).toMatchObject({ ok: false });
    const otherSpace = { ...ports, space: makeId("space", new Uint8Array(32).fill(9)) };
    expect(await readPack(otherSpace, blocks, [epoch])).toMatchObject({ error: { kind: "broken", block: 0 } });
  });

  test("needs a key of its epoch, and is left for later when its format is newer", async () => {
    const { blocks } = await onlyPackOf([itemOf(1, 10)]);
    expect(await readPack(ports, blocks, [otherEpoch])).toEqual({ ok: false, error: { kind: "keyless" } });
    const [head = new Uint8Array(0)] = blocks;
    expect(openPack(ports, head.with(0, 2), [epoch])).toEqual({ ok: false, error: { kind: "newer" } });
  });

  test("that inflates to more than it may is refused without being inflated", async () => {
    const { blocks } = await onlyPackOf([itemOf(1, 10)]);
    const asked: number[] = [];
    const bomb: Compression = { ...stored, inflate: (_, maxBytes) => (asked.push(maxBytes), Promise.resolve(null)) };
    expect(await readPack({ ...ports, compression: bomb }, blocks, [epoch])).toMatchObject({ error: { kind: "broken", block: 1 } });
    expect(asked).toEqual([131_072]);
  });

  test("of random bytes never throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), async (blocks) => {
        expect((await readPack(ports, blocks, [epoch])).ok).toBe(false);
      }),
    );
  });

  test("is finished when it is full: no change of few items moves many", async () => {
    const packs = await packsOf(Array.from({ length: 40 }, (_, i) => itemOf(i, 30_000)));
    expect(packs.length).toBeGreaterThan(3);
    for (const { sizeBytes } of packs) expect(sizeBytes).toBeLessThan(400_000);
  });
});

const indexOf = (items: readonly ItemId[]): Uint8Array =>
  padded(new ByteWriter().varUint(1).list(items, (list, item) => list.bytes(idToBytes(item))));

describe("what a hostile member seals well", () => {
  const cipher = makePackCipher(fixedSuite, space, epoch, makePreamble(epoch, new Uint8Array(16).fill(9)));
  const headOf = (index: Uint8Array): Uint8Array => concatBytes(cipher.preamble, cipher.seal(0, index));
  const blockOf = async (number: number, content: Uint8Array): Promise<Uint8Array> =>
    cipher.seal(number, padded(new ByteWriter().varBytes(await stored.deflate(content))));
  const one = headOf(indexOf([itemId(0)]));

  test("is read or refused, at every layer, and never throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 100 }), async (junk) => {
        await readPack(ports, [headOf(junk)], [epoch]);
        expect((await readPack(ports, [one, cipher.seal(1, junk)], [epoch])).ok).toBe(false);
        expect((await readPack(ports, [one, cipher.seal(1, padded(new ByteWriter().varBytes(junk)))], [epoch])).ok).toBe(false);
        await readPack(ports, [one, await blockOf(1, junk)], [epoch]);
      }),
      { numRuns: 300 },
    );
  });

  test("gives items in order, each once, whatever parts it is made of", async () => {
    const part = fc.record({ item: fc.nat(3), total: fc.nat(6), offset: fc.nat(6), length: fc.nat(6) });
    const arbitraryBlocks = fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(arbitraryBlocks, async (blocks) => {
        const sealed = blocks.map((parts, index) => {
          const writer = new ByteWriter();
          for (const { item, total, offset, length } of parts)
            writePart(writer, { item: itemId(item), total, offset, part: new Uint8Array(length) });
          return blockOf(index + 1, writer.finish());
        });
        const head = headOf(indexOf(blocks.map(([first]) => itemId(first?.item ?? 0))));
        const read = await readPack(ports, [head, ...(await Promise.all(sealed))], [epoch]);
        const ids = read.ok ? read.value.map(({ item }) => item) : [];
        expect(ids).toEqual([...new Set(ids)].toSorted());
      }),
      { numRuns: 1_000 },
    );
  });
});

test("packs stay within their limits however large their items are and whatever they hold", async () => {
  for (const sizes of [
    [200_000, MAX_ITEM_STATE_BYTES],
    [MAX_ITEM_STATE_BYTES, 1],
    [MAX_ITEM_STATE_BYTES - 30_000, 60_000],
  ]) {
    const packs = await packsOf(sizes.map((size, index) => ({ item: itemId(index), state: new Uint8Array(size).fill(7) })));
    for (const { sizeBytes, blocks } of packs) {
      expect(sizeBytes).toBeLessThanOrEqual(4_194_304);
      expect(blocks.length).toBeLessThanOrEqual(256);
    }
  }
}, 30_000);
