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
  "04076caefe34b5c3fb7a84541695c60b8cc0b71c198936ddcd9c2186088a1b25b94114546da2ef4372b7de6e4545dc18ceb0767ac199c6027954aa676cfca771b3c2de54e51c6f7499784730465d7942edd607c9dbabf1b5e49659b7fbcb73ae37c09456dafd74f0868e49a910c23c6f7f0a68f7942b81fdbecdfb49a4cf808f1a5a109e284153df08deb189db5b181289b9a0e13538e5c65121b8fc19f07268e1b809189b4868df7f89975fa4728ab6da47d11febcf8e267345bd9d08f44496df164563773c4474ebecbcf005c9b1d534f3a6136e53a55e1f10287c33f18963f70e4ee4fac844ebf40466d76a2c81d12eb21b179430ea3483958a7423a4154199f537ce34288dc2f0071135ad964ad7eda20694b06345c7267632b86ce8902d2dcd97e6605b961f64534846b4e4f3a835d037961e5147f834ea655ded7b5b266fc598db2dc15e4cc5a7310f7da79f619c8cd51854488058a78528ede8e73c789f122ad727696ba8be1fd0d815cb9f33fac52aea6a14497f1a1a490bbefcd0009fd0879cd74f0465a94372a094d7c1b1b0498f47f4d20f65014deb05e368071075337b2f9776523171e255d53a382ac21f30dd6f0db8a996f63955632617e9ffd20869842702f8109c86e3c3df8d170b50a2eff79cd0bf873aa47501f6237d2abb90d040b3373a417312c1f8";
