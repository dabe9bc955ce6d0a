// What taking a checkpoint does to the logs held here: which are covered from now on up to where, which begin anew behind it because what is held of them
// ends before it or is another way.

import type { LogTag } from "../../base/ids.ts";
import { assert } from "../../base/result.ts";
import type { ExpectedHead, LogPath, PathBase, PathHead } from "../../ports/store.ts";
import type { Checkpoint, CoverEntry, Ways } from "../../wire/checkpoint.ts";
import { locate, pathOf, type LogTree } from "../../wire/log-tree.ts";
import { makeBasedTrunk } from "../../wire/new-trunk.ts";
import type { BaseCover, Reach } from "../base.ts";
import { headOfPath } from "../path-head.ts";
import type { SpaceCore } from "../space-core.ts";
import { relationOf, type LogRelation } from "./log-relation.ts";

export type LogsPlan = {
  readonly cover: BaseCover;
  /** What it covers on branches of ours: ways of the base from now on. */
  readonly beyond: Ways;
  readonly parts: {
    readonly expect: readonly ExpectedHead[];
    readonly heads: readonly PathHead[];
    readonly prune: readonly (LogPath & { readonly upTo: number })[];
    readonly removePaths: readonly LogPath[];
  };
  /** Paths whose records go. */
  readonly replaced: readonly LogPath[];
  /** Logs of which what is held may be another way than the covered one. */
  readonly suspects: ReadonlySet<LogTag>;
  /** Of logs that it covers on a branch of ours, how far on the trunk: what our packs contain of that beyond is none of its. */
  readonly besides: Reach;
  /** Whether the logs that begin anew have stayed as they were when this was planned. */
  readonly isStillSo: (core: SpaceCore) => boolean;
};

class LogPlanner {
  readonly #core: SpaceCore;
  readonly cover: Map<LogTag, PathBase>;
  readonly beyond: CoverEntry[] = [];
  readonly expect: ExpectedHead[] = [];
  readonly heads: PathHead[] = [];
  readonly prune: (LogPath & { readonly upTo: number })[] = [];
  readonly removePaths: LogPath[] = [];
  readonly replaced: LogPath[] = [];
  readonly suspects = new Set<LogTag>();
  readonly besides = new Map<LogTag, number>();
  readonly trees: (LogTree | undefined)[] = [];
  readonly logs: LogTag[] = [];

  constructor(core: SpaceCore) {
    this.#core = core;
    this.cover = new Map(core.base.base.cover);
  }

  async take(entry: CoverEntry): Promise<void> {
    const { index } = this.#core;
    const relation = await relationOf(this.#core, entry);
    const tree = index.trees.get(entry.log);
    if (tree === undefined) this.#begin(entry);
    else if (relation.kind === "behind" || relation.kind === "parted") await this.#replace(tree, entry, relation);
    else if (relation.kind === "gap") this.#beginBehindGap(tree, entry);
    else await this.#reach(tree, entry, relation);
  }

  /** The records up to the missing one go, those behind it stay: they may be nowhere else. */
  #beginBehindGap(tree: LogTree, { log, seq, id }: CoverEntry): void {
    const trunk = pathOf(tree, "");
    this.expect.push({ log, branch: "", seq: trunk.seq, id: trunk.id });
    this.heads.push({ ...headOfPath(trunk), base: { seq, id } });
    this.prune.push({ log, branch: "", upTo: seq });
    this.#note(log, tree);
    this.#raise(log, { seq, id });
  }

  #raise(log: LogTag, to: PathBase): void {
    if (to.seq > (this.cover.get(log)?.seq ?? 0)) this.cover.set(log, to);
  }

  /** The records stay as they are. */
  async #reach(tree: LogTree, { log, seq, id }: CoverEntry, relation: LogRelation): Promise<void> {
    if (relation.kind !== "branch") return this.#raise(log, { seq, id });
    this.beyond.push({ log, seq, id });
    this.besides.set(log, relation.trunkSeq);
    const idThere = relation.trunkSeq === 0 ? null : await this.#core.index.idAt(pathOf(tree, ""), relation.trunkSeq);
    if (idThere !== null) this.#raise(log, { seq: relation.trunkSeq, id: idThere });
  }

  #begin({ log, seq, id }: CoverEntry): void {
    const owner = this.#core.members.findLog(log);
    assert(owner !== null, "a log whose device is known");
    const base = { seq, id };
    this.expect.push({ log, branch: "", seq: 0, id: null });
    this.heads.push(headOfPath(makeBasedTrunk({ log, ...owner }, base)));
    this.prune.push({ log, branch: "", upTo: seq });
    this.#note(log, undefined);
    this.#raise(log, base);
  }

  #note(log: LogTag, tree: LogTree | undefined): void {
    this.logs.push(log);
    this.trees.push(tree);
  }

  async #replace(tree: LogTree, { log, seq, id }: CoverEntry, relation: LogRelation): Promise<void> {
    const { index, self } = this.#core;
    const base = { seq, id };
    // Records above what was lost: they stay, and so does where they begin.
    if ((await locate(tree, seq, id, index.idAt)) !== null) return this.#raise(log, base);
    const trunk = pathOf(tree, "");
    const paths = [...tree.paths.values()];
    // Nobody but this device writes its log: what others know of it that is not here was lost here, and something else may stand in its place.
    if (relation.kind === "parted" || paths.length > 1 || trunk.device === self) this.suspects.add(log);
    for (const path of paths) {
      this.expect.push({ log, branch: path.branch, seq: path.seq, id: path.id });
      this.replaced.push({ log, branch: path.branch });
    }
    const beginsAnew = relation.kind === "parted" || paths.length > 1;
    if (beginsAnew) this.removePaths.push(...paths.map(({ branch }) => ({ log, branch })));
    const head = beginsAnew
      ? makeBasedTrunk({ log, device: trunk.device, generation: trunk.generation }, base)
      : { ...trunk, ...base, base };
    this.heads.push(headOfPath(head));
    this.prune.push({ log, branch: "", upTo: seq });
    this.#note(log, tree);
    this.cover.set(log, base);
  }
}

/** Throws a store failure. */
export async function planLogs(core: SpaceCore, checkpoint: Checkpoint): Promise<LogsPlan> {
  const planner = new LogPlanner(core);
  for (const entry of checkpoint.cover) await planner.take(entry);
  const { cover, beyond, expect, heads, prune, removePaths, replaced, suspects, besides, logs, trees } = planner;
  const isStillSo = (now: SpaceCore): boolean => logs.every((log, index) => now.index.trees.get(log) === trees[index]);
  return { cover, beyond, parts: { expect, heads, prune, removePaths }, replaced, suspects, besides, isStillSo };
}
