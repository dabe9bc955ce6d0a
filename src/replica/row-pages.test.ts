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
  "0406eeb7c5773cb2f79722a51cd8c43baa7a2f5b9e8374bc92a382c2a62779438c154ce69cddba89625449b2618d3a1802a29c84503fc254514bd110ec28c051aa178796051beee46b15b200182c74c8f92f73b10c89591a13fb5b4775058c7efc5a936dec8b94d9c8c835792473269a131933ac7cd71975f8f97d97c2ada8482ba639e686237fe416f12f6dfb19700bc2e5530b166ac973f0f5fda356abafdf92140a76d35cf8faba8b71d486cfb560e7ee61dfd82e6d11b95aaa7f5b11852628e42264cd9250b00beb9ad1a09d394b4b03c638bc603a03063e79fbb5c78ff8201a64029fa1698fcb4c8201ceb25e623bc085f0493ac0930ef11ef41c6be4b99f713650981a6e27d5e229bb78de9489bda23894128a71028239889f75e5c10440773a0506b954a9377a26ff019670b7e218caec54dd3614f6d60017e243b6a60f56081209b3ce146328d5b51096a026aa11392c966c847055ce7430809a5c98be70cec26f7188594cdfca8080e6666282e44526dfd45ab2610d634cd05ab94a87b8da61274ff2fb04b11996bdb0dda242572bed456b7953d28f7c07d54162a55c7a0d4d53277585a2a76057f63253a862553556d77b43653e2c03ad9aa9ce0f34fb1c79d1da89dd5ad8fbeb6fb65c738d2e65fad6b69de50dbe46ff118949092aedd4f02290ca9955686307";
