// For tests: a replica that stores the records of one log as paths, like the stores do, and takes pages; records are only their ids here.

import { createHash } from "node:crypto";
import { makeId, type RecordId } from "../base/ids.ts";
import type { PathHead } from "../ports/store.ts";
import { attachPage, placeRecords, type LogOwner } from "./attach-page.ts";
import type { Version } from "./frames.ts";
import { idPrefixOf, makeLogTrees, segmentsTo, versionOf, withPath, type IdAt, type LogTree } from "./log-tree.ts";
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

  async take(firstSeq: number, previousId: RecordId | null, ids: readonly RecordId[]): Promise<Taken> {
    const at = await attachPage(this.tree, { firstSeq, previousIdPrefix: idPrefixOf(previousId) }, this.idAt);
    if (at.kind === "gap") return at;
    const placement = await placeRecords(owner, this.tree, at, ids, this.idAt);
    if (placement.kind === "held") return { kind: "stored", heldCount: ids.length, newCount: 0, forks: false };
    const { heldCount, forks, path } = placement;
    const stored = this.#idsByBranch.get(path.branch) ?? new Map<number, RecordId>();
    for (const [index, id] of ids.entries()) if (index >= heldCount) stored.set(firstSeq + index, id);
    this.#idsByBranch.set(path.branch, stored);
    this.tree = withPath(this.tree, path);
    return { kind: "stored", heldCount, newCount: ids.length - heldCount, forks };
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

  /** All ids on the way to the head of a branch. */
  readTo(branch: string): RecordId[] {
    const tree = this.tree;
    if (tree === null) return [];
    return segmentsTo(tree, { branch, seq: tree.paths.get(branch)?.seq ?? 0 }).flatMap((segment) => this.read(segment));
  }

  /** The tree as a replica makes it anew from what its store holds. */
  async reopened(): Promise<LogTree | null> {
    const heads = this.heads.map(
      ({
        parentBranch: _p,
        firstId: _f,
        siblingId: _s,
        ...head
      }: PathHead & { parentBranch?: unknown; firstId?: unknown; siblingId?: unknown }) => head,
    );
    return (await makeLogTrees(heads, this.idAt)).get(owner.log) ?? null;
  }
}
