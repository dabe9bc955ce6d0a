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
  "0409e091bd6c45b47be40ce5d1638404710e21de1c885139a66800bfb50e3cbc3d1a80ea17a77543d5b1f66ce22eb463c1f0f197211eef653a3a5d7486584e964a02fcee82fe996aae1bc8d953a98b97f0752eec6d958bece6de43eff978ff79400c56f745bac938d300e0f76ae76fb73b7f029754fb1756791c0bbbd5a053202a8c68ed4fdd36f0f72002a28bea7d47ad0ae6c67a1e8b4de645ba94a1e7dae96ee0e363013017b5abcf048af5c65b314a978beabf2f3d59b6ccff51667dd06e3bf3a0ac3cc02ce2e67ad13702cf5cdd83fca62dd995676c36c6888fc19c0364d078915a83306ebd87523d0cd14810572a39447f3a801ca8d420098a493da453b7a2217529f74b7c261e47c5aa23d9c453912df211730f1482798fea3582291350a982d792adc0e3f6beda829188b5ff27b1e51cbb1e3b8ab09a95b04bcb5bd93448959a9b9d3a8d5899711977bd360f8d48d16f832eca383d2d2b8bd386022407150d0f43fd5c82da7f271f3de651fc3fc52ccd7801e4d6066cd765bfc159d91b0f2358c09439deeb08467177c3f08eb4ca26d22242294492928719192910aaf3edaf0dd3d46a64ecabcdfddab68bdeccf159fda943d9653c271754fdacbc0f548a6d36755742aad60448293b5ffe259c8d22382f6e2e501ec83225b5316423b98210871f0f0d1484144570";
