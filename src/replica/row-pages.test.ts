import { describe, expect, test } from "vitest";
import { bytesToHex, hexToBytes } from "../base/bytes.ts";
import { makeId, type ItemId } from "../base/ids.ts";
import { makeEpochKey } from "../crypto/epoch-key.ts";
import { fixedSigner, fixedSuite, makeFixedRandom } from "../crypto/fixed.suite.ts";
import type { Compression } from "../ports/compression.ts";
import { makeMemoryVault } from "../storage/memory-vault.ts";
import { streamCompression } from "../storage/stream-compression.ts";
import { planPages } from "./engine/page-writer.ts";
import type { PageItem } from "./page-columns.ts";
import { RowPages, type PagePorts } from "./row-pages.ts";
import { addTask, openShared, titlesOf, valueIn } from "./space.suite.ts";
import { itemNumber, rowNumber } from "./task-row.suite.ts";

const space = makeId("space", new Uint8Array(32).fill(2));
const epoch = makeEpochKey(fixedSuite.sha256, makeFixedRandom(3), space);

const vaultOf = (seed: number) => makeMemoryVault({ suite: fixedSuite, signer: fixedSigner(1), seed: Uint8Array.of(seed) });

const portsOf = (parts: Partial<PagePorts> = {}): PagePorts => ({
  suite: fixedSuite,
  vault: vaultOf(4),
  random: makeFixedRandom(5),
  compression: streamCompression,
  space,
  epochs: () => [epoch],
  ...parts,
});

const itemAt = (number: number, title = `task ${number}`): PageItem => {
  const id: ItemId = makeId("item", Uint8Array.of(...new Uint8Array(12), number >> 24, number >> 16, number >> 8, number));
  return { id, row: { ...rowNumber(1, { title }), id }, sample: null, packs: [1], isPurged: false };
};

const manyItems = (count: number): readonly PageItem[] => Array.from({ length: count }, (_, number) => itemAt(number));

async function storedPages(items: readonly PageItem[], ports = portsOf()) {
  const { put, next } = await planPages(RowPages.empty(ports), items);
  return { put, next };
}

describe("row pages", () => {
  test("give back what was stored, and only those with something new are written again", async () => {
    const { put, next } = await storedPages(manyItems(2_500));
    expect(put.map(({ number }) => number)).toEqual([1, 2, 3]);
    const again = await RowPages.open(portsOf(), put);
    expect([...(again?.items.values() ?? [])]).toEqual(manyItems(2_500));
    const changed = await planPages(next, [itemAt(1_500, "renamed"), itemAt(9_999, "new")]);
    expect([changed.put.map(({ number }) => number), changed.remove]).toEqual([[2, 3], []]);
    const [first] = put;
    if (first === undefined) throw new Error("three pages");
    const merged = await RowPages.open(portsOf(), [first, ...changed.put]);
    expect(merged?.items.get(itemAt(1_500).id)).toEqual(itemAt(1_500, "renamed"));
    expect(merged?.items.size).toBe(2_501);
  });

  test("say nothing where one was damaged, stands in another's place, or is of another space, vault or form", async () => {
    const { put } = await storedPages(manyItems(3));
    const [page] = put;
    if (page === undefined) throw new Error("a page");
    const flipped = (index: number): Uint8Array => page.bytes.map((byte, at) => (at === index ? byte ^ 1 : byte));
    for (const index of [0, 1, 2, 13, 14, page.bytes.length - 1]) {
      expect(await RowPages.open(portsOf(), [{ number: 1, bytes: flipped(index) }])).toBeNull();
    }
    const otherSpace = makeId("space", new Uint8Array(32).fill(3));
    expect(await RowPages.open(portsOf(), [{ ...page, number: 2 }])).toBeNull();
    expect(await RowPages.open(portsOf({ space: otherSpace }), put)).toBeNull();
    expect(await RowPages.open(portsOf({ vault: vaultOf(5) }), put)).toBeNull();
  });

  test("of form 4 are these bytes", async () => {
    const stored: Compression = {
      deflate: (bytes) => Promise.resolve(bytes),
      inflate: (bytes) => Promise.resolve(bytes),
    };
    const ports = portsOf({ compression: stored });
    const items: readonly PageItem[] = [{ id: itemNumber(1), row: rowNumber(1), sample: null, packs: [2], isPurged: false }];
    const { put } = await storedPages(items, ports);
    expect(put.map(({ bytes }) => bytesToHex(bytes))).toEqual([FORM_4]);
    const bytes = hexToBytes(FORM_4) ?? new Uint8Array();
    expect([...((await RowPages.open(ports, [{ number: 1, bytes }]))?.items.values() ?? [])]).toEqual(items);
  });
});

test("pages that are damaged or gone are made again from the packs at the next start", async () => {
  const { profiles, spaces } = await openShared(1, { tailRecords: 5 });
  const [open, profile] = [spaces[0], profiles[0]];
  if (open === undefined || profile === undefined) throw new Error("one of them");
  open.core.fence = { number: valueIn(await open.core.ports.store.raiseFence()), overtaken: () => undefined };
  for (let number = 0; number < 8; number++) await addTask(open, `task ${number}`);
  await open.upkeep.runNow();
  const titles = titlesOf(open);
  const pages = profile.disk.spaces.get(open.core.space)?.pages;
  for (const [number, bytes] of pages ?? []) pages?.set(number, bytes.map((byte) => byte ^ 1)); // prettier-ignore
  const again = await profile.open();
  expect([pages?.size, titlesOf(again)]).toEqual([1, titles]);
  expect(await again.core.items.digest()).toEqual(await open.core.items.digest());
});

/** Stored so by devices: other bytes are another form, with another number. */
const FORM_4 =
  "0404739bf3dbfa0b6f9510ae60e7869294e62c959493343464a2febcd1fbd5fb03d06d72207b3205f8f1ab8d4134d033936d060f709e26b5247d7c52e24e94c31ab1e400bf47ecd8307a5278e4411227fe430bdd7d7ebe5dab37f3bf3bf6def8bb50cb816ff1286c9186ec124fcff6145eae4021e8e17380ef25d5fe8e59933c3c23fdeb96b604e3e3baf0a7bef261eb482694194739e4f3c6a2ea3efb024aa8c30e19aa9f756c5f54b97f035fc957d9c30daf8efcf82ff8c546d84744ce0404274e93c60c2d8a35fca8e02b2ad13d3f2d6573c34b7c579d71d89c87bba7de5344c5dfe1ae30066a01d4a3a016c612afa2e5257ac1cc092973a3439cb5d42e114d1ba040942a4ab9018b1759a5ae37046915a269f546e91f19ddb641b34fabd9f4ac0785bd9197d8094b06e1fed8319e1123bfcae6d20e4543cb70e34833c6e74ca1a2161337d0eb66c8bcb3a53fc2b6bacae36cce2245dfcad57d40d9c2248c7925038ccbafc8f3b648ba7307763b4fe040b53388177f70f60eaaf36550671a69452146517c9794a3f1db5e8bb45106175ece0fa5a400f7a723408f64bd6affccff9854f8b2b019c6d4e6f5f2707cdb6a6382a41e";
