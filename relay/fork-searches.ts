// The questions one link has open about where the other side's records part from ours (PROTOCOL.md "What is missing", fork-search.ts).
// One question per log is on its way at a time, since `ids` names the log only.

import type { LogTag } from "../src/base/ids.ts";
import { beginForkSearch, learnIds, nextAsk, type ForkSearch, type SeqAndId } from "../src/wire/fork-search.ts";
import type { Frame, VersionEntry } from "../src/wire/frames.ts";
import type { IdAt, LogPosition, LogTree } from "../src/wire/log-tree.ts";

type AskFrame = Extract<Frame, { type: "ask-ids" }>;

/** What to ask next, and whether a parting was found, so that it is time to compare again. */
export type SearchStep = { readonly questions: readonly AskFrame[]; readonly found: boolean };

const leafKey = (leaf: VersionEntry): string => `${leaf.log}/${leaf.seq}/${leaf.idPrefix}`;

export class ForkSearches {
  readonly #partings = new Map<string, LogPosition>();
  readonly #waitingByLog = new Map<LogTag, VersionEntry[]>();
  readonly #openByLog = new Map<LogTag, ForkSearch>();

  /** Where their leaf parts from ours, once it is found. */
  partingOf(leaf: VersionEntry): LogPosition | null {
    return this.#partings.get(leafKey(leaf)) ?? null;
  }

  /** Forgets everything: they have told a new version. */
  clear(): void {
    this.#partings.clear();
    this.#waitingByLog.clear();
    this.#openByLog.clear();
  }

  /** Takes over the leaves to ask about. */
  ask(leaves: readonly VersionEntry[]): SearchStep {
    const steps: SearchStep[] = [];
    for (const log of new Set(leaves.map((leaf) => leaf.log))) {
      const open = this.#openByLog.get(log);
      const isNew = (leaf: VersionEntry): boolean =>
        this.partingOf(leaf) === null && (open === undefined || leafKey(open.leaf) !== leafKey(leaf));
      this.#waitingByLog.set(
        log,
        leaves.filter((leaf) => leaf.log === log && isNew(leaf)),
      );
      if (open === undefined) steps.push(this.#goOn(log));
    }
    return { questions: steps.flatMap((step) => step.questions), found: steps.some((step) => step.found) };
  }

  /** Learns from their answer to the question about this log. */
  async learn(log: LogTag, ids: readonly SeqAndId[], tree: LogTree, idAt: IdAt): Promise<SearchStep> {
    const search = this.#openByLog.get(log);
    if (search === undefined) return { questions: [], found: false };
    this.#openByLog.delete(log);
    const narrowed = await learnIds(search, ids, tree, idAt);
    // They left out what was asked: their leaf is left alone until they tell a new version.
    return narrowed === null ? this.#goOn(log) : this.#continue(narrowed);
  }

  #continue(search: ForkSearch): SearchStep {
    const { log } = search.leaf;
    const seqs = nextAsk(search);
    if (seqs.length > 0) {
      this.#openByLog.set(log, search);
      return { questions: [questionOf(search, seqs)], found: false };
    }
    this.#partings.set(leafKey(search.leaf), search.common);
    return { questions: this.#goOn(log).questions, found: true };
  }

  #goOn(log: LogTag): SearchStep {
    const leaf = this.#waitingByLog.get(log)?.shift();
    return leaf === undefined ? { questions: [], found: false } : this.#continue(beginForkSearch(leaf));
  }
}

const questionOf = (search: ForkSearch, seqs: readonly number[]): AskFrame => ({
  type: "ask-ids",
  log: search.leaf.log,
  leafSeq: search.leaf.seq,
  leafIdPrefix: search.leaf.idPrefix,
  seqs,
});
