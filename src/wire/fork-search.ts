// Where two replicas' records of one log part (PROTOCOL.md "What is missing"): asks the other side for ids on the way to a leaf of its, back from the
// leaf in doubling steps and then ever closer, at most 64 at a time. A pure search: the caller sends what `nextAsk` says as `ask ids` and gives what
// comes back to `learnIds`; when `nextAsk` is empty, `common` is the answer. And the other side's part: `idsAsked`.
//
// Nobody knows ids below a base. Ours is taken to be on their way until the search reaches it. They leave out what is below theirs: where even the
// lowest id they tell is another than ours, the ways part below their base, and the record before that is the answer, as if it were common.

import type { RecordId } from "../base/ids.ts";
import type { VersionEntry } from "./frames.ts";
import { MAX_IDS_PER_FRAME } from "./limits.ts";
import { baseOf, idOfPosition, locate, ROOT, type IdAt, type LogPosition, type LogTree } from "./log-tree.ts";

/** Their record at `common` is held here, at `differingSeq` it is not; up to `untoldSeq` they cannot tell. `rounds`: answers learned so far. */
export type ForkSearch = {
  readonly leaf: VersionEntry;
  readonly common: LogPosition;
  readonly differingSeq: number;
  readonly untoldSeq: number;
  readonly rounds: number;
};

export type SeqAndId = { readonly seq: number; readonly id: RecordId };

/** `leaf`: an entry of their version whose record is not held here. */
export const beginForkSearch = (leaf: VersionEntry): ForkSearch => ({
  leaf,
  common: ROOT,
  differingSeq: leaf.seq,
  untoldSeq: 0,
  rounds: 0,
});

/** The seqs to ask about next, ascending; empty when the search is over. */
export function nextAsk(search: ForkSearch): readonly number[] {
  const from = Math.max(search.common.seq, search.untoldSeq);
  const between = search.differingSeq - from - 1;
  if (between <= MAX_IDS_PER_FRAME) return Array.from({ length: between }, (_, i) => from + 1 + i);
  if (search.rounds === 0) {
    const steps = Array.from({ length: Math.floor(Math.log2(between)) + 1 }, (_, exponent) => 2 ** exponent);
    return steps.map((step) => search.differingSeq - step).toReversed();
  }
  return Array.from({ length: MAX_IDS_PER_FRAME }, (_, i) => from + Math.ceil(((i + 1) * between) / (MAX_IDS_PER_FRAME + 1)));
}

/**
 * Narrows the search by what they answered to `nextAsk(search)`; null when the answer leaves out something above what it tells: they do not keep to the
 * protocol.
 */
export async function learnIds(search: ForkSearch, answer: readonly SeqAndId[], tree: LogTree, idAt: IdAt): Promise<ForkSearch | null> {
  const idBySeq = new Map(answer.map(({ seq, id }) => [seq, id]));
  const asked = nextAsk(search);
  const told = asked.filter((seq) => idBySeq.has(seq));
  const untold = asked.slice(0, asked.length - told.length);
  if (untold.some((seq) => idBySeq.has(seq))) return null;
  let { common, differingSeq } = search;
  for (const seq of told) {
    const position = await placeOf(seq, idBySeq.get(seq) ?? "", tree, idAt);
    if (position === null) {
      differingSeq = seq;
      break;
    }
    common = position;
  }
  const untoldSeq = untold.at(-1) ?? search.untoldSeq;
  return concluded({ ...search, common, differingSeq, untoldSeq, rounds: search.rounds + 1 });
}

async function placeOf(seq: number, id: string, tree: LogTree, idAt: IdAt): Promise<LogPosition | null> {
  return seq < (baseOf(tree)?.seq ?? 0) ? { branch: "", seq } : locate(tree, seq, id, idAt);
}

/** They parted below the lowest id that they can tell: what is before it stands for the common record. */
function concluded(search: ForkSearch): ForkSearch {
  const { common, untoldSeq } = search;
  return untoldSeq > common.seq && nextAsk(search).length === 0 ? { ...search, common: { branch: "", seq: untoldSeq } } : search;
}

/** The ids on the way to a leaf (or any record) held here, for those seqs that are on it; empty when it is not held. */
export async function idsAsked(
  tree: LogTree,
  leaf: { readonly seq: number; readonly idPrefix: string },
  seqs: readonly number[],
  idAt: IdAt,
): Promise<readonly SeqAndId[]> {
  const position = await locate(tree, leaf.seq, leaf.idPrefix, idAt);
  if (position === null) return [];
  const ids: SeqAndId[] = [];
  for (const seq of seqs) {
    const id = seq > leaf.seq ? null : await idOfPosition(tree, { branch: position.branch, seq }, idAt);
    if (id !== null) ids.push({ seq, id });
  }
  return ids;
}
