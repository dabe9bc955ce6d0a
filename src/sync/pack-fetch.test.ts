import { describe, expect, test } from "vitest";
import type { PackId } from "../base/ids.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import { packIdOf, packLeaf } from "../wire/pack-tree.ts";
import {
  beginFetch,
  isIdle,
  mayAsk,
  nextAsks,
  NO_FETCH,
  noteKept,
  noteStored,
  takeCheckpointAnswer,
  takeFetched,
  takePackAnswer,
  type FetchAsk,
  type PackAnswer,
  type PackFetch,
  type PackNeed,
} from "./pack-fetch.ts";

const { sha256 } = fixedSuite;

type TestPack = { readonly id: PackId; readonly blocks: readonly Uint8Array[]; readonly leaves: readonly Uint8Array[] };

function makePack(number: number, count: number): TestPack {
  const blocks = Array.from({ length: count }, (_, index) => Uint8Array.of(number, index));
  const leaves = blocks.map((block) => packLeaf(sha256, block));
  return { id: packIdOf(sha256, leaves), blocks, leaves };
}

const checkpoint = "c1".repeat(32);
const sizeOf = ({ blocks }: TestPack): number => blocks.reduce((sum, { length }) => sum + length, 0);
const need = (pack: TestPack, staged = 0): PackNeed => ({ pack: pack.id, blocks: pack.blocks.length, sizeBytes: sizeOf(pack), staged });
const wanting = (...packs: readonly PackNeed[]): PackFetch => beginFetch(NO_FETCH, { manifests: [], target: { checkpoint, packs } });

/** What an honest side answers, at most `most` blocks at once. */
function answerTo(ask: FetchAsk | undefined, packs: readonly TestPack[], most = 100): PackAnswer {
  if (ask?.type !== "ask-pack") throw new Error("a pack was to be asked for");
  const pack = packs.find(({ id }) => id === ask.pack);
  const blocks = pack?.blocks.slice(ask.firstBlock, ask.firstBlock + Math.min(most, ask.maxBlocks)) ?? [];
  return { pack: ask.pack, firstBlock: ask.firstBlock, leaves: ask.firstBlock === 0 ? (pack?.leaves ?? []) : [], blocks };
}

/** Fetches with an honest side to the end; what was stored, by pack, in order. */
function runAgainst(
  packs: readonly TestPack[],
  start: PackFetch,
  most: number,
): { readonly stored: string[]; readonly fetch: PackFetch; readonly asked: number } {
  let fetch = start;
  let asked = 0;
  const stored: string[] = [];
  for (;;) {
    const next = nextAsks(fetch);
    fetch = next.fetch;
    asked += next.asks.length;
    const step = fetch.asks.length === 0 ? null : takePackAnswer(fetch, answerTo(fetch.asks[0], packs, most), sha256);
    if (step === null) return { stored, fetch, asked };
    fetch = step.fetch;
    const { kept } = step;
    if (kept === null) continue;
    stored.push(
      ...kept.blocks.map(
        (block, index) => `${packs.findIndex(({ id }) => id === kept.pack)}/${kept.firstBlock + index}=${block.join(".")}`,
      ),
    );
    fetch = noteStored(fetch, kept);
  }
}

describe("fetching packs", () => {
  test("asks for at most four packs at once, the newest first", () => {
    const packs = Array.from({ length: 6 }, (_, index) => makePack(index, 3));
    const { fetch, asks } = nextAsks(wanting(...packs.map((pack) => need(pack))));
    expect(asks.map((ask) => (ask.type === "ask-pack" ? ask.pack : ""))).toEqual(packs.slice(0, 4).map(({ id }) => id));
    expect(nextAsks(fetch).asks).toEqual([]);
  });

  test("blocks that are being stored count as on their way, so that they cannot pile up", () => {
    const packs = Array.from({ length: 6 }, (_, index) => makePack(index, 3));
    const { fetch } = nextAsks(wanting(...packs.map((pack) => need(pack))));
    const step = takePackAnswer(fetch, answerTo(fetch.asks[0], packs), sha256);
    expect(step?.kept?.blocks).toHaveLength(3);
    expect(step === null || step.kept === null ? [] : nextAsks(step.fetch).asks).toEqual([]);
    const stored = step === null || step.kept === null ? null : noteStored(step.fetch, step.kept);
    expect(stored === null ? [] : nextAsks(stored).asks).toHaveLength(1);
  });

  test("goes on with a pack where an answer ended, and ends when all is stored", () => {
    const packs = [makePack(1, 5), makePack(2, 1)];
    const { stored, fetch } = runAgainst(packs, wanting(...packs.map((pack) => need(pack))), 2);
    expect(stored.toSorted()).toEqual(["0/0=1.0", "0/1=1.1", "0/2=1.2", "0/3=1.3", "0/4=1.4", "1/0=2.0"]);
    const ended = takeFetched(fetch);
    expect(ended.end).toEqual({ checkpoint, outcome: "fetched", pack: null });
    expect(isIdle(ended.fetch)).toBe(true);
  });

  test("what was stored when a link broke is not stored again: only the first block comes twice", () => {
    const pack = makePack(1, 5);
    const { stored, asked } = runAgainst([pack], wanting(need(pack, 3)), 100);
    expect(stored).toEqual(["0/3=1.3", "0/4=1.4"]);
    expect(asked).toBe(2);
  });

  test("packs that are whole already are not asked for", () => {
    const pack = makePack(1, 2);
    const fetch = wanting(need(pack, 2));
    expect(nextAsks(fetch).asks).toEqual([]);
    expect(takeFetched(fetch).end?.outcome).toBe("fetched");
  });

  test.each<[string, (answer: PackAnswer) => PackAnswer]>([
    [
      "a flipped byte in a block",
      (answer) => ({ ...answer, blocks: answer.blocks.map((block, i) => (i === 1 ? block.map((byte) => byte ^ 1) : block)) }),
    ],
    ["other leaves", (answer) => ({ ...answer, leaves: answer.leaves.map((leaf) => leaf.map((byte) => byte ^ 1)) })],
    ["fewer leaves than the pack has blocks", (answer) => ({ ...answer, leaves: answer.leaves.slice(1) })],
    ["no leaves", (answer) => ({ ...answer, leaves: [] })],
    ["more blocks than there are", (answer) => ({ ...answer, blocks: [...answer.blocks, Uint8Array.of(1)] })],
  ])("a side that sends %s is asked nothing any more", (_, change) => {
    const packs = [makePack(1, 3), makePack(2, 3)];
    const { fetch } = nextAsks(wanting(...packs.map((pack) => need(pack))));
    const step = takePackAnswer(fetch, change(answerTo(fetch.asks[0], packs)), sha256);
    expect(step?.kept).toBeNull();
    expect(step?.end).toEqual({ checkpoint, outcome: "wrong", pack: packs[0]?.id });
    const after = step?.fetch ?? NO_FETCH;
    expect(mayAsk(after, [checkpoint])).toEqual([]);
    // The other answer on its way is heard and left.
    expect(takePackAnswer(after, answerTo(after.asks[0], packs), sha256)).toMatchObject({ kept: null, end: null });
    expect(isIdle(beginFetch(after, { manifests: [checkpoint], target: null }))).toBe(false);
    expect(nextAsks(after).asks).toEqual([]);
  });

  test("a pack that is larger than its checkpoint says ends this fetch, and its side is asked for others", () => {
    const packs = [makePack(1, 5), makePack(2, 3)];
    const needs = packs.map((pack) => ({ ...need(pack), sizeBytes: sizeOf(pack) - 1 }));
    const { fetch } = nextAsks(wanting(...needs));
    const step = takePackAnswer(fetch, answerTo(fetch.asks[0], packs), sha256);
    expect([step?.kept, step?.end]).toEqual([null, { checkpoint, outcome: "oversized", pack: packs[0]?.id }]);
    expect(mayAsk(step?.fetch ?? NO_FETCH, [checkpoint, "other"])).toEqual(["other"]);
  });

  test("a pack that is not there ends this fetch, and that checkpoint is not asked for again", () => {
    const packs = [makePack(1, 3), makePack(2, 3)];
    const { fetch } = nextAsks(wanting(...packs.map((pack) => need(pack))));
    const step = takePackAnswer(fetch, answerTo(fetch.asks[0], []), sha256);
    expect(step?.end?.outcome).toBe("not-there");
    expect(mayAsk(step?.fetch ?? NO_FETCH, [checkpoint, "other"])).toEqual(["other"]);
  });

  test("answers that nothing was asked for are none", () => {
    const packs = [makePack(1, 3), makePack(2, 3)];
    const { fetch } = nextAsks(wanting(...packs.map((pack) => need(pack))));
    expect(takePackAnswer(fetch, answerTo(fetch.asks[1], packs), sha256)).toBeNull();
    expect(takeCheckpointAnswer(fetch, { checkpoint, content: new Uint8Array(1) })).toBeNull();
    expect(takePackAnswer(NO_FETCH, answerTo(fetch.asks[0], packs), sha256)).toBeNull();
  });
});

describe("fetching manifests", () => {
  const asked = nextAsks(beginFetch(NO_FETCH, { manifests: [checkpoint], target: null })).fetch;

  test("are given out to be checked, and only then the fetch is idle", () => {
    const step = takeCheckpointAnswer(asked, { checkpoint, content: Uint8Array.of(1) });
    expect(step?.kept?.checkpoint).toBe(checkpoint);
    expect(isIdle(step?.fetch ?? asked)).toBe(false);
    expect(isIdle(noteKept(step?.fetch ?? asked, true))).toBe(true);
  });

  test("one that is not there is not asked for again", () => {
    const step = takeCheckpointAnswer(asked, { checkpoint, content: new Uint8Array(0) });
    expect(step?.kept).toBeNull();
    expect(mayAsk(step?.fetch ?? asked, [checkpoint])).toEqual([]);
  });

  test("a side whose manifest is none is asked nothing any more", () => {
    const step = takeCheckpointAnswer(asked, { checkpoint, content: Uint8Array.of(1) });
    expect(mayAsk(noteKept(step?.fetch ?? asked, false), [checkpoint, "other"])).toEqual([]);
  });
});
