// A checkpoint and its packs as a file brings them: wanted and trusted as on a link, each block held against its pack before it is stored. What was stored
// when an earlier import broke off is passed over.

import type { LogTag } from "../../base/ids.ts";
import type { Sha256 } from "../../base/labels.ts";
import { probeKey, type Probe, type Probed } from "../../sync/fetching.ts";
import type { FetchOutcome, FetchPlan, PackNeed } from "../../sync/pack-fetch.ts";
import type { CheckpointSource } from "../../sync/sync-source.ts";
import type { CheckpointId, Frame, Version } from "../../wire/frames.ts";
import { areLeavesOf, isBlockOf } from "../../wire/pack-tree.ts";
import { valueOf } from "../store-failure.ts";

type PackFrame = Extract<Frame, { type: "pack" }>;

/** Manifest, then probes, then what they have led to. */
const MAX_PLANS = 6;

export type FileContents = {
  readonly version: Version;
  /** The last record of a log that is before what the file has of it. */
  readonly begins: ReadonlyMap<LogTag, number>;
};

function answerOf({ version, begins }: FileContents, { log, seq }: Probe): Probed {
  if (seq <= (begins.get(log) ?? 0)) return "gone";
  return version.some((entry) => entry.log === log && entry.seq >= seq) ? "there" : "short";
}

type Wanted = PackNeed & { leaves: readonly Uint8Array[]; kept: number; heardBytes: number };

export class CheckpointIntake {
  readonly #source: CheckpointSource;
  readonly #sha256: Sha256;
  #checkpoint: CheckpointId | null = null;
  #wanted = new Map<string, Wanted>();

  constructor(source: CheckpointSource, sha256: Sha256) {
    this.#source = source;
    this.#sha256 = sha256;
  }

  /** Throws a store failure, as all here. */
  async begin(checkpoint: CheckpointId, content: Uint8Array, contents: FileContents): Promise<void> {
    await this.end();
    const target = await this.#plan(checkpoint, content, contents);
    if (target?.checkpoint !== checkpoint) return;
    this.#checkpoint = checkpoint;
    this.#wanted = new Map(target.packs.map((need) => [need.pack, { ...need, leaves: [], kept: need.staged, heardBytes: 0 }]));
  }

  async #plan(checkpoint: CheckpointId, content: Uint8Array, contents: FileContents): Promise<FetchPlan["target"]> {
    const probed = new Map<string, Probed>();
    for (let plans = 0; plans < MAX_PLANS; plans++) {
      const plan = valueOf(await this.#source.planFetch([checkpoint], probed, false));
      if (plan.manifests.includes(checkpoint)) {
        if (!valueOf(await this.#source.keepCheckpoint(checkpoint, content))) return null;
      } else if (plan.probes.length === 0) return plan.target;
      for (const probe of plan.probes) probed.set(probeKey(probe), answerOf(contents, probe));
    }
    return null;
  }

  async take(frame: PackFrame): Promise<void> {
    const wanted = this.#wanted.get(frame.pack);
    if (wanted === undefined || this.#checkpoint === null) return;
    const outcome = this.#check(wanted, frame);
    if (outcome !== null) return this.#finish(outcome, frame);
    const blocks = frame.blocks.slice(Math.max(0, wanted.kept - frame.firstBlock));
    if (blocks.length === 0) return;
    valueOf(await this.#source.keepBlocks({ pack: frame.pack, firstBlock: wanted.kept, blocks }));
    wanted.kept += blocks.length;
  }

  /** What is wrong with it; null when nothing is. */
  #check(wanted: Wanted, { pack, firstBlock, leaves, blocks }: PackFrame): FetchOutcome | null {
    if (firstBlock === 0) {
      if (leaves.length !== wanted.blocks || !areLeavesOf(this.#sha256, pack, leaves)) return "wrong";
      wanted.leaves = leaves;
    }
    const areRight = blocks.every((block, index) => {
      const leaf = wanted.leaves[firstBlock + index];
      return leaf !== undefined && isBlockOf(this.#sha256, leaf, block);
    });
    if (!areRight || firstBlock > wanted.kept) return "wrong";
    wanted.heardBytes += blocks.reduce((sum, { length }) => sum + length, 0);
    return wanted.heardBytes > wanted.sizeBytes ? "oversized" : null;
  }

  /** No more of it comes: it is taken if all of it is here. */
  async end(): Promise<void> {
    const isWhole = [...this.#wanted.values()].every(({ kept, blocks }) => kept === blocks);
    await this.#finish(isWhole ? "fetched" : "not-there", null);
  }

  async #finish(outcome: FetchOutcome, frame: PackFrame | null): Promise<void> {
    const checkpoint = this.#checkpoint;
    this.#checkpoint = null;
    this.#wanted = new Map();
    if (checkpoint !== null) valueOf(await this.#source.endFetch({ checkpoint, outcome, pack: frame?.pack ?? null }));
  }
}
