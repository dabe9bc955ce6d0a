// For tests: a replica that stores the records of one log as paths, like the stores do, and takes pages; records are only their ids here.

import { createHash } from "node:crypto";
import { makeId, type RecordId } from "../base/ids.ts";
import type { PathBase, PathHead } from "../ports/store.ts";
import { attachPage, placeRecords, type Attachment } from "./attach-page.ts";
import type { Version } from "./frames.ts";
import {
  baseOf,
  idOfPosition,
  idPrefixOf,
  locate,
  makeLogTrees,
  segmentsTo,
  versionOf,
  withPath,
  type IdAt,
  type LogOwner,
  type LogTree,
} from "./log-tree.ts";
import { makeBasedTrunk } from "./new-trunk.ts";
import type { SendSpan } from "./version-diff.ts";

export const owner: LogOwner = {
  log: makeId("log", new Uint8Array(8).fill(1)),
  device: makeId("device", new Uint8Array(32).fill(2)),
  generation: 0,
};

/** The id of a record that says `content` after another. */
export const chainId = (previous: RecordId | null, content: string): RecordId =>
  makeId(
    "record",
    createHash("sha256")
      .update(`${previous ?? ""} ${content}`)
      .digest(),
  );

/** `count` records after `previous`. */
export function chain(previous: RecordId | null, content: string, count: number): RecordId[] {
  const ids: RecordId[] = [];
  for (let i = 0; i < count; i++) ids.push(chainId(ids.at(-1) ?? previous, `${content}${i}`));
  return ids;
}

export type Taken =
  | { readonly kind: "gap" }
  /** `newCount` records beyond the base were stored. */
  | { readonly kind: "covered"; readonly count: number; readonly newCount: number }
  | { readonly kind: "stored"; readonly heldCount: number; readonly newCount: number; readonly forks: boolean };

export class ReplicaOfLog {
  tree: LogTree | null = null;
  lookups = 0;
  readonly #idsByBranch = new Map<string, Map<number, RecordId>>();

  readonly idAt: IdAt = ({ branch }, seq) => {
    this.lookups += 1;
    return this.#idsByBranch.get(branch)?.get(seq) ?? null;
  };

  get heads(): readonly PathHead[] {
    return [...(this.tree?.paths.values() ?? [])];
  }

  get version(): Version {
    return versionOf(this.heads);
  }

  /** Ids of all records held. */
  get ids(): ReadonlySet<RecordId> {
    return new Set([...this.#idsByBranch.values()].flatMap((ids) => [...ids.values()]));
  }

  /** `parts`: the sender says that another record is held here in the place of the first. */
  async take(firstSeq: number, previousId: RecordId | null, ids: readonly RecordId[], parts = false): Promise<Taken> {
    const page = { firstSeq, previousIdPrefix: idPrefixOf(previousId), records: ids, ...(parts ? { previousId } : {}) };
    const at = await attachPage(this.tree, page, this.idAt);
    if (at.kind === "gap") return at;
    if (at.kind === "covered") return this.#takeCovered(at, firstSeq, ids);
    const placement = await placeRecords(owner, this.tree, at, ids, this.idAt);
    if (placement.kind === "below") return this.#takeCovered(placement.covered, firstSeq, ids);
    if (placement.kind === "held") return { kind: "stored", heldCount: ids.length, newCount: 0, forks: false };
    const { heldCount, forks, path } = placement;
    const stored = this.#idsByBranch.get(path.branch) ?? new Map<number, RecordId>();
    for (const [index, id] of ids.entries()) if (index >= heldCount) stored.set(firstSeq + index, id);
    this.#idsByBranch.set(path.branch, stored);
    this.tree = withPath(this.tree, path);
    return { kind: "stored", heldCount, newCount: ids.length - heldCount, forks };
  }

  /** `isSigned`: the record before each is known, as a signature proves to a replica. */
  async #takeCovered(at: Attachment & { kind: "covered" }, firstSeq: number, ids: readonly RecordId[]): Promise<Taken> {
    const { count, rest } = at;
    const beyond = ids.slice(count);
    const isSigned = rest !== null && ids[count - 1] === rest.previousId;
    if (!isSigned || beyond.length === 0) return { kind: "covered", count: ids.length, newCount: 0 };
    const taken = await this.take(firstSeq + count, rest.previousId, beyond);
    if (taken.kind !== "stored") throw new Error("what is behind a base attaches");
    return { kind: "covered", count, newCount: taken.newCount };
  }

  /** Whether the record is held, or is the base. */
  async holds({ seq, id }: PathBase): Promise<boolean> {
    return this.tree !== null && (await locate(this.tree, seq, id, this.idAt)) !== null;
  }

  /** Takes a base unless its own is further: what follows from it stays, all else goes. */
  async takeBase(base: PathBase): Promise<void> {
    const ways: RecordId[][] = [];
    if (this.tree !== null) {
      if ((baseOf(this.tree)?.seq ?? 0) >= base.seq) return;
      for (const { branch, seq } of this.tree.paths.values()) {
        const id = await idOfPosition(this.tree, { branch, seq: base.seq }, this.idAt);
        if (id === base.id && seq > base.seq) ways.push(this.readTo(branch, base.seq + 1));
      }
    }
    this.#idsByBranch.clear();
    this.tree = withPath(null, makeBasedTrunk(owner, base));
    for (const way of ways) await this.take(base.seq + 1, base.id, way);
  }

  /** The ids of a span, as a store reads them. */
  read({ branch, firstSeq, lastSeq }: Pick<SendSpan, "branch" | "firstSeq" | "lastSeq">): RecordId[] {
    const ids: RecordId[] = [];
    for (let seq = firstSeq; seq <= lastSeq; seq++) {
      const id = this.#idsByBranch.get(branch)?.get(seq);
      if (id === undefined) throw new Error(`no record ${seq} on ${branch}`);
      ids.push(id);
    }
    return ids;
  }

  /** All ids on the way to the head of a branch, from `firstSeq` on. */
  readTo(branch: string, firstSeq = 1): RecordId[] {
    const tree = this.tree;
    if (tree === null) return [];
    return segmentsTo(tree, { branch, seq: tree.paths.get(branch)?.seq ?? 0 })
      .filter(({ lastSeq }) => lastSeq >= firstSeq)
      .flatMap((segment) => this.read({ ...segment, firstSeq: Math.max(segment.firstSeq, firstSeq) }));
  }

  /** The tree as a replica makes it anew from what its store holds. */
  async reopened(): Promise<LogTree | null> {
    const heads = this.heads.map(
      ({ parentBranch: _p, firstId: _f, ...head }: PathHead & { parentBranch?: unknown; firstId?: unknown }) => head,
    );
    return (await makeLogTrees(heads, this.idAt)).get(owner.log) ?? null;
  }
}
