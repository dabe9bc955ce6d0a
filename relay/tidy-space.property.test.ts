// Whatever checkpoints a relay has, and whatever has been said of them: records go only for what may be believed, never past a fork, and never what nothing
// that is kept stands for; and once nothing is left to do nothing is done.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { utf8ToBytes } from "../src/base/bytes.ts";
import { makeId, type LogTag, type RecordId } from "../src/base/ids.ts";
import { membershipAt } from "../src/members/membership.ts";
import { StatementDag } from "../src/members/statement-dag.ts";
import type { CoverEntry } from "../src/wire/checkpoint.ts";
import { makeLogFinder } from "../src/wire/log-tag.ts";
import type { LogPath } from "../src/ports/store.ts";
import { idPrefixOf, makeLogTrees, pathOf, type IdAt, type LogTree, type TreePath } from "../src/wire/log-tree.ts";
import type { RelayPack, Verdict } from "./relay-store.ts";
import { VERIFIER } from "./scripted-device.suite.ts";
import { coversBase, EMPTY_LOG_GRACE_MS, GRACE_MS, isWhole, type Shelf, type ShelfCheckpoint } from "./shelf.ts";
import { SpaceDraft, type CommittedSpace } from "./space-draft.ts";
import { owner, phone, reader, space, statements, stranger } from "./test-space.suite.ts";
import { tidy, type TidyPorts } from "./tidy-space.ts";

const MAKERS = [owner, phone, reader, stranger];
const WRITERS = [owner, phone];
const LOGS = WRITERS.map((device) => device.log(space));
const NOW_MS = 2 * GRACE_MS;
const STEPS = 100;

const { sha256 } = VERIFIER;
const seqs = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const idOf = (log: LogTag, seq: number, way = ""): RecordId => makeId("record", sha256(utf8ToBytes(`${log} ${way} ${seq}`)));

type Log = { readonly seq: number; readonly baseSeq: number; readonly forkSeq: number };
type Made = {
  readonly maker: number;
  readonly verdict: Verdict;
  readonly ageMs: number;
  readonly isWhole: boolean;
  readonly cover: readonly { readonly log: number; readonly seq: number; readonly isTrue: boolean }[];
};

/** Seqs 0: nothing of the log is there, no base, no fork. */
const anyLog: fc.Arbitrary<Log> = fc.record({ seq: fc.nat(12), baseSeq: fc.nat(12), forkSeq: fc.nat(12) });
const anyMade: fc.Arbitrary<Made> = fc.record({
  maker: fc.nat(MAKERS.length - 1),
  verdict: fc.constantFrom("none", "endorsed", "objected"),
  ageMs: fc.constantFrom(0, EMPTY_LOG_GRACE_MS - 1, EMPTY_LOG_GRACE_MS, GRACE_MS - 1, GRACE_MS),
  isWhole: fc.boolean(),
  cover: fc.uniqueArray(fc.record({ log: fc.nat(1), seq: fc.integer({ min: 1, max: 16 }), isTrue: fc.boolean() }), {
    selector: ({ log }) => log,
    maxLength: 2,
  }),
});

function pathsOf({ seq, baseSeq, forkSeq }: Log, number: number): TreePath[] {
  const [log, device] = [LOGS[number], WRITERS[number]];
  if (log === undefined || device === undefined || seq === 0) return [];
  const trunk = { log, branch: "", device: device.id, generation: 0, firstSeq: 1, parentId: null, seq, id: idOf(log, seq) };
  const base = Math.min(baseSeq, seq);
  const ties = { parentBranch: null, firstId: null };
  const paths: TreePath[] = [{ ...trunk, ...ties, ...(base === 0 ? {} : { base: { seq: base, id: idOf(log, base) } }) }];
  if (forkSeq <= Math.max(1, base) || forkSeq > seq) return paths;
  const id = idOf(log, forkSeq, "fork");
  const parentId = idOf(log, forkSeq - 1);
  const fork = { firstId: id, parentBranch: "" };
  return [...paths, { ...trunk, ...fork, branch: id.slice(0, 16), firstSeq: forkSeq, parentId, seq: forkSeq, id }];
}

function checkpointOf({ maker, verdict, ageMs, isWhole: isHere, cover }: Made, number: number): ShelfCheckpoint {
  const entries = cover.flatMap(({ log, seq, isTrue }): CoverEntry[] => {
    const tag = LOGS[log];
    return tag === undefined ? [] : [{ log: tag, seq, id: idOf(tag, seq, isTrue ? "" : "other") }];
  });
  return {
    id: number.toString(16).padStart(64, "0"),
    maker: (MAKERS[maker] ?? owner).id,
    counter: number + 1,
    madeAtMs: number,
    receivedAtMs: isHere ? NOW_MS - ageMs : 0,
    verdict,
    cover: entries.toSorted((a, b) => (a.log < b.log ? -1 : 1)),
    ways: [],
    packs: [
      { pack: makeId("pack", sha256(Uint8Array.of(number))), blocks: 1, sizeBytes: 1, inflatedBytes: 1, reach: entries.map(() => 1) },
    ],
  };
}

const dag = new StatementDag(space);
for (const statement of statements) dag.add(statement);
const membership = membershipAt(dag, dag.heads());

const ports: TidyPorts = {
  membership,
  logs: makeLogFinder(sha256, space),
  nowMs: NOW_MS,
  readManifest: () => Promise.resolve(Uint8Array.of(1)),
  sha256,
  readRecords: () => Promise.resolve([]),
  emptied: new Set(),
};
for (const device of WRITERS) ports.logs.addDevice(device.id);

const isFork = ({ log, branch }: LogPath): boolean => seqs(1, 12).some((seq) => branch === idPrefixOf(idOf(log, seq, "fork")));
const idAt: IdAt = (path, seq) => (isFork(path) ? idOf(path.log, seq, "fork") : idOf(path.log, seq));

async function stateOf(logs: readonly Log[], made: readonly Made[]): Promise<CommittedSpace> {
  const checkpoints = made.map(checkpointOf);
  const packs = checkpoints.flatMap(({ packs: named, receivedAtMs }) =>
    named.map(({ pack }): RelayPack => ({ pack, blocks: 1, heldBlocks: receivedAtMs === 0 ? 0 : 1 })),
  );
  const shelf: Shelf = {
    checkpoints: new Map(checkpoints.map((each) => [each.id, each])),
    packs: new Map(packs.map((pack) => [pack.pack, pack])),
  };
  const trees = await makeLogTrees(logs.flatMap(pathsOf), idAt);
  return { space, trees, receipts: new Map(), shelf, usedBytes: 0, idAt, dag };
}

/** As after the commit of the draft. */
function committed(draft: SpaceDraft): CommittedSpace {
  const trees = new Map(draft.allTrees().map((tree) => [tree.log, tree]));
  return { ...draft.committed, trees, shelf: { checkpoints: draft.shelf.checkpoints, packs: draft.shelf.packs } };
}

const baseSeqOf = (tree: LogTree | undefined): number => tree?.paths.get("")?.base?.seq ?? 0;

const isUsable = (each: ShelfCheckpoint): boolean =>
  isWhole(each) && (each.maker === owner.id || each.maker === phone.id || each.verdict === "endorsed") && each.verdict !== "objected";

const isSure = ({ verdict, receivedAtMs }: ShelfCheckpoint): boolean => verdict === "endorsed" || NOW_MS - receivedAtMs >= GRACE_MS;

/** What may be believed of this log up to there, of all that was there at the start. */
function isBelievable(before: CommittedSpace, log: LogTag, seq: number): boolean {
  const trunk = before.trees.get(log)?.paths.get("");
  const isEmpty = trunk === undefined || trunk.base?.seq === trunk.seq;
  return [...before.shelf.checkpoints.values()].filter(isUsable).some((each) => {
    const entry = each.cover.find((one) => one.log === log);
    if (entry === undefined || entry.seq < seq) return false;
    if (isSure(each)) return trunk === undefined || entry.seq > trunk.seq || entry.id === idOf(log, entry.seq);
    return isEmpty && NOW_MS - each.receivedAtMs >= EMPTY_LOG_GRACE_MS;
  });
}

/** Its trunk is what a checkpoint covers that may be believed, which is another way than what was there, and that is there still, as far as it had not gone before. */
function expectSetAside(before: CommittedSpace, tree: LogTree, branch: TreePath): void {
  const paths = before.trees.get(tree.log)?.paths ?? new Map<string, TreePath>();
  const { base } = pathOf(tree, "");
  const names = ({ cover }: ShelfCheckpoint): boolean =>
    cover.some(({ log, seq, id }) => log === tree.log && seq === base?.seq && id === base.id);
  expect(paths.size).toBe(1);
  expect(base?.id).not.toBe(idOf(tree.log, base?.seq ?? 0));
  expect([...before.shelf.checkpoints.values()].filter(isUsable).filter(isSure).some(names)).toBe(true);
  const { seq, id } = paths.get("") ?? branch;
  expect(branch).toMatchObject({ seq, id });
  const gone = branch.firstSeq - 1;
  if (gone > baseSeqOf(before.trees.get(tree.log))) expect(isBelievable(before, tree.log, gone)).toBe(true);
}

function expectKept(before: CommittedSpace, after: CommittedSpace): void {
  for (const [log, tree] of after.trees) {
    const aside = [...tree.paths.values()].find(({ branch }) => branch !== "" && before.trees.get(log)?.paths.has(branch) === false);
    if (aside !== undefined) {
      expectSetAside(before, tree, aside);
      continue;
    }
    const baseSeq = baseSeqOf(tree);
    if (baseSeq > baseSeqOf(before.trees.get(log))) expect(isBelievable(before, log, baseSeq)).toBe(true);
    for (const { branch, firstSeq } of tree.paths.values()) if (branch !== "") expect(firstSeq).toBeGreaterThan(baseSeq);
    expect(tree.paths.size).toBe(before.trees.get(log)?.paths.size ?? 1);
    const standing = [...before.shelf.checkpoints.values()].some((each) => isWhole(each) && coversBase(each, tree));
    const stands = [...after.shelf.checkpoints.values()].some((each) => isWhole(each) && coversBase(each, tree));
    if (baseSeq > 0) expect(stands).toBe(standing);
  }
}

test("records go only for what may be believed, and in the end nothing is left to do", async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(anyLog, anyLog), fc.array(anyMade, { maxLength: 7 }), async (logs, made) => {
      const before = await stateOf(logs, made);
      let now = before;
      for (let step = 0; ; step++) {
        expect(step).toBeLessThan(STEPS);
        const draft = new SpaceDraft(now);
        await tidy(draft, ports);
        if (draft.isEmpty) break;
        now = committed(draft);
        expectKept(before, now);
      }
    }),
    { numRuns: 500 },
  );
});
