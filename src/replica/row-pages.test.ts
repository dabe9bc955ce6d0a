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
  "040881f10df9b14fcaf72d93416a4bf253b9e12e5f5d4a5c6f3abe08a8b75e8c6281495a4d3630f54bb71214c502f1d8a4295970dd9411787ce9e8af9455c9f993f3777035abfd0245f143be63e471172de168d9f1d8ef2566706eb121cde05a7feaf1eeca52e618bf0e8afbd55c7dc81ca9a8b406290cf0628ecb033a2d19b2d8a7bd64c1177539bf931a5fc869875255d99ecb9cd7fa2854f696595ed35ae1d890b0a01ffc7f4e93b95dfcafc078420325566232cc7dd008851996892c561b8c866c8c83d368003da7263ba1778da9b423194f00ecbf7df07c80e720f8f374608034e7e8caa5dcb90645bd39c8eb853c4e7296aa82ce1fbbde12c423941b401355c6e053eac7b8378b14e3f7ed2e2676ef4eb598204ca0f767e21230dfb3715f371e05e6b02bd215ccb12805c76ad7688839d3a42ba900d494dd33984101b86bc772cbd1682fac3766471ce8e225229365e53350bb0f0678ca609acf1a1974cb036086d527ce9739e78b850740ab3e123c1fa3aee8c38939695396a85aad6fa5cb542d53ffd0a9249191a38b350ba2ab0ac234aa3f832c1383b81bd65702599dedefb7a2811ae2037dc37db94937b9af2f0105c2a377d30a3d849c87a215acbf10ffcc22fc695f7c445ae6789ba70001cd35fc233048e5e828c3b86950850fcd330d4ddc617766a0e2ac0f";
