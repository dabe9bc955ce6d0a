// Two replicas with any parts of any tree, in any order of arrival, tell each other their versions, ask where they parted and send what the plans say:
// in the end both hold everything, and nothing was sent that was held.

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RecordId } from "../base/ids.ts";
import type { PathBase } from "../ports/store.ts";
import { beginForkSearch, idsAsked, learnIds, nextAsk } from "./fork-search.ts";
import type { VersionEntry } from "./frames.ts";
import { MAX_IDS_PER_FRAME } from "./limits.ts";
import { baseOf, idPrefixOf, type LogPosition } from "./log-tree.ts";
import { chain, chainId, owner, ReplicaOfLog } from "./replica-of-log.suite.ts";
import { planSends, type KnownPartings, type SendPlan } from "./version-diff.ts";

type TreeNode = { readonly id: RecordId; readonly seq: number; readonly parent: TreeNode | null };

/** Grows a tree: each step appends `count` records to the node that `at` picks of those there are (or to the root). */
function growTree(steps: readonly { readonly at: number; readonly count: number }[]): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (const [step, { at, count }] of steps.entries()) {
    let parent = step === 0 ? null : (nodes[(at % (nodes.length + 1)) - 1] ?? null);
    for (let i = 0; i < count; i++) {
      parent = { id: chainId(parent?.id ?? null, `step ${step}`), seq: (parent?.seq ?? 0) + 1, parent };
      nodes.push(parent);
    }
  }
  return nodes;
}

function wayTo(end: TreeNode | undefined): readonly TreeNode[] {
  const way: TreeNode[] = [];
  for (let node = end ?? null; node !== null; node = node.parent) way.unshift(node);
  return way;
}

/** Whether the way to `node` leads through `base` and beyond. */
const isBehind = (node: TreeNode, base: PathBase | null): boolean =>
  base === null || (node.seq > base.seq && wayTo(node)[base.seq - 1]?.id === base.id);

/** Takes the way to each of the picked nodes, one after the other. */
async function replicaWith(nodes: readonly TreeNode[], picks: readonly number[]): Promise<ReplicaOfLog> {
  const replica = new ReplicaOfLog();
  for (const pick of picks) {
    const way = wayTo(nodes[pick % nodes.length]);
    await replica.take(
      1,
      null,
      way.map(({ id }) => id),
    );
  }
  return replica;
}

/** Asks `other` where each of its leaves leaves `own`, until all is known. */
async function findPartings(own: ReplicaOfLog, other: ReplicaOfLog, asks: readonly VersionEntry[]): Promise<KnownPartings> {
  const found = new Map<VersionEntry, LogPosition>();
  for (const entry of asks) {
    let search = beginForkSearch(entry);
    for (let asked = nextAsk(search); asked.length > 0; asked = nextAsk(search)) {
      expect(asked.length).toBeLessThanOrEqual(MAX_IDS_PER_FRAME);
      if (own.tree === null || other.tree === null) throw new Error("both hold records");
      const learned = await learnIds(search, await idsAsked(other.tree, entry, asked, other.idAt), own.tree, own.idAt);
      if (learned === null) throw new Error("an answer to what was asked");
      search = learned;
    }
    found.set(entry, search.common);
  }
  return (entry) => found.get(entry) ?? null;
}

const NOTHING: SendPlan = { spans: [], asks: [], needsBase: [], beginnings: [], awaitsCheckpoint: [] };

async function planWithAsking(own: ReplicaOfLog, other: ReplicaOfLog): Promise<SendPlan> {
  if (own.tree === null) return NOTHING;
  const theirs = other.version;
  const plan = await planSends([own.tree], theirs, own.idAt);
  if (plan.asks.length === 0) return plan;
  return planSends([own.tree], theirs, own.idAt, await findPartings(own, other, plan.asks));
}

type Sent = {
  readonly sent: number;
  /** How many of them had been held. */
  readonly held: number;
  /** Whether one of the two took the other's base. */
  readonly tookBase: boolean;
};

const ownBase = (replica: ReplicaOfLog): PathBase => {
  const base = baseOf(replica.tree);
  if (base === null) throw new Error("a base that is needed is there");
  return base;
};

/** Sends what the plan says. Where only a base helps, the other side takes it; whose records are covered there, takes the other side's. */
async function sendMissing(own: ReplicaOfLog, other: ReplicaOfLog): Promise<Sent> {
  const plan = await planWithAsking(own, other);
  let [sent, held] = [0, 0];
  let isCovered = false;
  for (const span of plan.spans) {
    const ids = own.read(span);
    held += ids.filter((id) => other.ids.has(id)).length;
    const taken = await other.take(span.firstSeq, span.previousId, ids, span.parts);
    if (taken.kind === "gap" && !isCovered) throw new Error("what is sent attaches");
    isCovered ||= taken.kind === "covered";
    sent += ids.length;
  }
  if (plan.needsBase.length > 0) {
    expect(await other.holds(ownBase(own))).toBe(false);
    await other.takeBase(ownBase(own));
  }
  if (isCovered) await own.takeBase(ownBase(other));
  return { sent, held, tookBase: isCovered || plan.needsBase.length > 0 };
}

async function converge(a: ReplicaOfLog, b: ReplicaOfLog): Promise<{ readonly rounds: number; readonly held: number }> {
  let held = 0;
  for (let rounds = 0; rounds < 20; rounds++) {
    const there = await sendMissing(a, b);
    const back = await sendMissing(b, a);
    held += there.held + back.held;
    if (there.sent + back.sent === 0 && !there.tookBase && !back.tookBase) return { rounds, held };
  }
  throw new Error("does not come to rest");
}

const steps = fc.array(fc.record({ at: fc.nat(200), count: fc.integer({ min: 1, max: 12 }) }), { minLength: 1, maxLength: 8 });
const picks = fc.array(fc.nat(500), { minLength: 0, maxLength: 6 });

describe("two replicas of one log", () => {
  test("come to hold the same and send nothing that is held", async () => {
    await fc.assert(
      fc.asyncProperty(steps, picks, picks, async (grown, picksA, picksB) => {
        const nodes = growTree(grown);
        const [a, b] = [await replicaWith(nodes, picksA), await replicaWith(nodes, picksB)];
        const all = new Set([...a.ids, ...b.ids]);
        const { rounds, held } = await converge(a, b);
        expect([a.ids, b.ids]).toEqual([all, all]);
        expect(a.version).toEqual(b.version);
        expect(held).toBe(0);
        expect(rounds).toBeLessThanOrEqual(4);
        expect(await a.reopened()).toEqual(a.tree);
      }),
      { numRuns: 300 },
    );
  });

  test("with any bases on one way come to hold the same beyond them, by pages and by taking a base where nothing else helps", async () => {
    await fc.assert(
      fc.asyncProperty(steps, picks, picks, fc.nat(500), fc.nat(40), fc.nat(40), async (grown, picksA, picksB, end, baseA, baseB) => {
        const nodes = growTree(grown);
        const way = wayTo(nodes[end % nodes.length]);
        const [a, b] = [await replicaWith(nodes, picksA), await replicaWith(nodes, picksB)];
        const all = [...a.ids, ...b.ids];
        for (const [replica, seq] of [
          [a, baseA],
          [b, baseB],
        ] as const) {
          const node = way[seq - 1];
          if (node !== undefined) await replica.takeBase(node);
        }
        const { rounds, held } = await converge(a, b);
        expect(rounds).toBeLessThanOrEqual(6);
        expect(held).toBe(0);
        expect(a.version).toEqual(b.version);
        const bases = [a, b].map((replica) => baseOf(replica.tree));
        const last = bases.toSorted((x, y) => (y?.seq ?? 0) - (x?.seq ?? 0))[0] ?? null;
        const due = nodes.filter((node) => all.includes(node.id) && isBehind(node, last)).map(({ id }) => id);
        const beyond = (replica: ReplicaOfLog): string[] =>
          nodes.filter((node) => replica.ids.has(node.id) && isBehind(node, last)).map(({ id }) => id);
        expect([beyond(a), beyond(b)]).toEqual([due, due]);
        for (const replica of [a, b]) expect(await replica.reopened()).toEqual(replica.tree);
      }),
      { numRuns: 500 },
    );
  });

  test("of which one has a base that the other holds lose nothing that has parted, wherever that was", async () => {
    await fc.assert(
      fc.asyncProperty(steps, picks, picks, fc.nat(500), fc.nat(40), async (grown, picksA, picksB, end, seq) => {
        const nodes = growTree(grown);
        const way = wayTo(nodes[end % nodes.length]);
        const base = way[seq - 1] ?? way.at(-1);
        const [a, b] = [await replicaWith(nodes, picksA), await replicaWith(nodes, picksB)];
        await b.take(
          1,
          null,
          way.map(({ id }) => id),
        );
        if (base !== undefined) await a.takeBase(base);
        const heldByB = b.ids;
        const { held } = await converge(a, b);
        expect(held).toBe(0);
        expect(a.version).toEqual(b.version);
        expect([...heldByB].filter((id) => !b.ids.has(id))).toEqual([]);
        const onWay = new Set(way.slice(0, base?.seq ?? 0).map(({ id }) => id));
        expect([...b.ids].filter((id) => !a.ids.has(id) && !onWay.has(id))).toEqual([]);
        for (const replica of [a, b]) expect(await replica.reopened()).toEqual(replica.tree);
      }),
      { numRuns: 300 },
    );
  });

  test("that hold the same look up nothing and send nothing", async () => {
    const ids = chain(null, "same", 50);
    const [a, b] = [new ReplicaOfLog(), new ReplicaOfLog()];
    await a.take(1, null, ids);
    await b.take(1, null, ids);
    expect(await planSends(a.tree === null ? [] : [a.tree], b.version, a.idAt)).toEqual(NOTHING);
    expect(a.lookups).toBe(0);
  });

  test("of which one is behind: exactly the rest is sent", async () => {
    const ids = chain(null, "rest", 50);
    const [a, b] = [new ReplicaOfLog(), new ReplicaOfLog()];
    await a.take(1, null, ids);
    await b.take(1, null, ids.slice(0, 30));
    const plan = await planSends(a.tree === null ? [] : [a.tree], b.version, a.idAt);
    expect(plan).toMatchObject({ spans: [{ branch: "", firstSeq: 31, lastSeq: 50, previousId: ids[29] }], asks: [] });
    expect(await planSends(b.tree === null ? [] : [b.tree], a.version, b.idAt)).toEqual(NOTHING);
  });

  test.each([1, 2, 63, 64, 65, 66, 1_000, 19_000])("that parted %i records ago find where in a few questions", async (ago) => {
    const common = chain(null, "common", 20_000 - ago);
    const [a, b] = [new ReplicaOfLog(), new ReplicaOfLog()];
    await a.take(1, null, [...common, ...chain(common.at(-1) ?? null, "a", ago)]);
    await b.take(1, null, [...common, ...chain(common.at(-1) ?? null, "b", ago)]);
    const entry = b.version[0];
    if (entry === undefined || a.tree === null || b.tree === null) throw new Error("both hold records");
    let search = beginForkSearch(entry);
    let questions = 0;
    for (let asked = nextAsk(search); asked.length > 0; asked = nextAsk(search), questions++) {
      const learned = await learnIds(search, await idsAsked(b.tree, entry, asked, b.idAt), a.tree, a.idAt);
      search = learned ?? search;
    }
    expect(search.common).toEqual({ branch: "", seq: common.length });
    expect(questions).toBeLessThanOrEqual(4);
  });

  test("an answer that leaves out more than what is below a base ends the search", async () => {
    const a = new ReplicaOfLog();
    await a.take(1, null, chain(null, "a", 10));
    if (a.tree === null) throw new Error("records are held");
    const search = beginForkSearch({ log: a.tree.log, seq: 9, idPrefix: idPrefixOf(null) });
    const other = chain(null, "b", 8).map((id, i) => ({ seq: i + 1, id }));
    expect(await learnIds(search, other.slice(0, 7), a.tree, a.idAt)).toBeNull();
    expect(await learnIds(search, [...other.slice(0, 3), ...other.slice(4)], a.tree, a.idAt)).toBeNull();
    expect(await learnIds(search, other, a.tree, a.idAt)).toMatchObject({ common: { seq: 0 }, differingSeq: 1 });
    expect(await learnIds(search, other.slice(4), a.tree, a.idAt)).toMatchObject({ common: { branch: "", seq: 4 }, differingSeq: 5 });
    expect(await learnIds(search, [], a.tree, a.idAt)).toMatchObject({ common: { branch: "", seq: 8 }, differingSeq: 9 });
  });

  test("of which one has a base: what is at it or beyond it is sent as ever, and below it only the base helps", async () => {
    const ids = chain(null, "based", 50);
    const base = { seq: 30, id: ids[29] ?? chainId(null, "none") };
    const a = new ReplicaOfLog();
    await a.take(1, null, ids);
    await a.takeBase(base);
    const planFor = async (count: number): Promise<SendPlan> => {
      const b = new ReplicaOfLog();
      if (count > 0) await b.take(1, null, ids.slice(0, count));
      return planSends(a.tree === null ? [] : [a.tree], b.version, a.idAt);
    };
    const log = owner.log;
    const behind = { log, branch: "", firstSeq: 31, lastSeq: 50, previousId: base.id, parts: false };
    expect(await planFor(0)).toEqual({ ...NOTHING, needsBase: [log], beginnings: [behind] });
    expect(await planFor(29)).toEqual({ ...NOTHING, needsBase: [log] });
    expect(await planFor(30)).toEqual({
      ...NOTHING,
      spans: [{ log, branch: "", firstSeq: 31, lastSeq: 50, previousId: base.id, parts: false }],
    });
    expect(await planFor(45)).toMatchObject({ spans: [{ firstSeq: 46, lastSeq: 50, previousId: ids[44] }], needsBase: [] });
    expect(await planFor(50)).toEqual(NOTHING);
    const fresh = new ReplicaOfLog();
    await fresh.takeBase(base);
    expect(fresh.version).toEqual([{ log, seq: 30, idPrefix: idPrefixOf(base.id) }]);
    expect(await fresh.take(31, base.id, ids.slice(30))).toMatchObject({ kind: "stored", newCount: 20, forks: false });
  });

  test("are sent nothing of a log while they take a checkpoint that covers more of it than they hold", async () => {
    const ids = chain(null, "taking", 50);
    const [a, b] = [new ReplicaOfLog(), new ReplicaOfLog()];
    await a.take(1, null, ids);
    await b.take(1, null, ids.slice(0, 29));
    const plan = (covered: number): Promise<SendPlan> => {
      return planSends(a.tree === null ? [] : [a.tree], b.version, a.idAt, undefined, () => covered);
    };
    expect(await plan(30)).toEqual({ ...NOTHING, awaitsCheckpoint: [owner.log] });
    expect(await plan(29)).toMatchObject({ spans: [{ firstSeq: 30, lastSeq: 50 }], awaitsCheckpoint: [] });
    expect(await plan(0)).toMatchObject({ spans: [{ firstSeq: 30, lastSeq: 50 }], awaitsCheckpoint: [] });
  });

  test("a leaf that is not held has no ids", async () => {
    const a = new ReplicaOfLog();
    await a.take(1, null, chain(null, "a", 10));
    if (a.tree === null) throw new Error("records are held");
    expect(await idsAsked(a.tree, { seq: 9, idPrefix: "f".repeat(16) }, [1, 2], a.idAt)).toEqual([]);
  });
});
