// Two replicas with any parts of any tree, in any order of arrival, tell each other their versions, ask where they parted and send what the plans say:
// in the end both hold everything, nothing was sent that was held, and both call every record by the same name.

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RecordId } from "../base/ids.ts";
import { beginForkSearch, idsAsked, learnIds, nextAsk } from "./fork-search.ts";
import type { VersionEntry } from "./frames.ts";
import { MAX_IDS_PER_FRAME } from "./limits.ts";
import { idPrefixOf, namedSegments, type LogPosition } from "./log-tree.ts";
import { chain, chainId, ReplicaOfLog } from "./replica-of-log.suite.ts";
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

/** Takes the way to each of the picked nodes, one after the other. */
async function replicaWith(nodes: readonly TreeNode[], picks: readonly number[]): Promise<ReplicaOfLog> {
  const replica = new ReplicaOfLog();
  for (const pick of picks) {
    const way: RecordId[] = [];
    for (let node = nodes[pick % nodes.length] ?? null; node !== null; node = node.parent) way.unshift(node.id);
    await replica.take(1, null, way);
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

async function planWithAsking(own: ReplicaOfLog, other: ReplicaOfLog): Promise<SendPlan> {
  if (own.tree === null) return { spans: [], asks: [] };
  const theirs = other.version;
  const plan = await planSends([own.tree], theirs, own.idAt);
  if (plan.asks.length === 0) return plan;
  return planSends([own.tree], theirs, own.idAt, await findPartings(own, other, plan.asks));
}

/** Sends what the plan says; how many records were sent, how many of them had been held. */
async function sendMissing(own: ReplicaOfLog, other: ReplicaOfLog): Promise<{ readonly sent: number; readonly held: number }> {
  const plan = await planWithAsking(own, other);
  let [sent, held] = [0, 0];
  for (const span of plan.spans) {
    const ids = own.read(span);
    const taken = await other.take(span.firstSeq, span.previousId, ids);
    if (taken.kind === "gap") throw new Error("what is sent attaches");
    sent += ids.length;
    held += taken.heldCount;
  }
  return { sent, held };
}

async function converge(a: ReplicaOfLog, b: ReplicaOfLog): Promise<{ readonly rounds: number; readonly held: number }> {
  let held = 0;
  for (let rounds = 0; rounds < 20; rounds++) {
    const there = await sendMissing(a, b);
    const back = await sendMissing(b, a);
    held += there.held + back.held;
    if (there.sent + back.sent === 0) return { rounds, held };
  }
  throw new Error("does not come to rest");
}

const namesOf = (replica: ReplicaOfLog): ReadonlyMap<RecordId, string> =>
  new Map(
    (replica.tree === null ? [] : namedSegments(replica.tree)).flatMap((segment) =>
      replica.read(segment).map((id): [RecordId, string] => [id, segment.name]),
    ),
  );

const steps = fc.array(fc.record({ at: fc.nat(200), count: fc.integer({ min: 1, max: 12 }) }), { minLength: 1, maxLength: 8 });
const picks = fc.array(fc.nat(500), { minLength: 0, maxLength: 6 });

describe("two replicas of one log", () => {
  test("come to hold the same, send nothing that is held, and name it alike", async () => {
    await fc.assert(
      fc.asyncProperty(steps, picks, picks, async (grown, picksA, picksB) => {
        const nodes = growTree(grown);
        const [a, b] = [await replicaWith(nodes, picksA), await replicaWith(nodes, picksB)];
        const all = new Set([...a.ids, ...b.ids]);
        const { rounds, held } = await converge(a, b);
        expect([a.ids, b.ids]).toEqual([all, all]);
        expect(a.version).toEqual(b.version);
        expect(namesOf(a)).toEqual(namesOf(b));
        expect(namesOf(a).size).toBe(all.size);
        expect(held).toBe(0);
        expect(rounds).toBeLessThanOrEqual(4);
        expect(await a.reopened()).toEqual(a.tree);
      }),
      { numRuns: 300 },
    );
  });

  test("that hold the same look up nothing and send nothing", async () => {
    const ids = chain(null, "same", 50);
    const [a, b] = [new ReplicaOfLog(), new ReplicaOfLog()];
    await a.take(1, null, ids);
    await b.take(1, null, ids);
    expect(await planSends(a.tree === null ? [] : [a.tree], b.version, a.idAt)).toEqual({ spans: [], asks: [] });
    expect(a.lookups).toBe(0);
  });

  test("of which one is behind: exactly the rest is sent", async () => {
    const ids = chain(null, "rest", 50);
    const [a, b] = [new ReplicaOfLog(), new ReplicaOfLog()];
    await a.take(1, null, ids);
    await b.take(1, null, ids.slice(0, 30));
    const plan = await planSends(a.tree === null ? [] : [a.tree], b.version, a.idAt);
    expect(plan).toMatchObject({ spans: [{ branch: "", firstSeq: 31, lastSeq: 50, previousId: ids[29] }], asks: [] });
    expect(await planSends(b.tree === null ? [] : [b.tree], a.version, b.idAt)).toEqual({ spans: [], asks: [] });
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

  test("an answer that leaves out what was asked ends the search", async () => {
    const a = new ReplicaOfLog();
    await a.take(1, null, chain(null, "a", 10));
    if (a.tree === null) throw new Error("records are held");
    const search = beginForkSearch({ log: a.tree.log, seq: 9, idPrefix: idPrefixOf(null) });
    expect(await learnIds(search, [], a.tree, a.idAt)).toBeNull();
  });

  test("a leaf that is not held has no ids", async () => {
    const a = new ReplicaOfLog();
    await a.take(1, null, chain(null, "a", 10));
    if (a.tree === null) throw new Error("records are held");
    expect(await idsAsked(a.tree, { seq: 9, idPrefix: "f".repeat(16) }, [1, 2], a.idAt)).toEqual([]);
  });
});
