// One base in the place of another: everything that goes with it in one commit, refused where another tab was first or has the links.

import type { ItemId, PackId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { PathHead, StoreBatch, StoreError } from "../../ports/store.ts";
import type { Checkpoint } from "../../wire/checkpoint.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import { keepBefores } from "../away/kept-befores.ts";
import { baseKey, reachOf, type Base } from "../base.ts";
import { bookWith, manifestKey, readBook } from "../checkpoint-book.ts";
import type { ItemRow } from "../item-row.ts";
import { noFirstScreen } from "../kept-screen.ts";
import { pathKey } from "../log-index.ts";
import { forgetManifests, readManifest } from "../manifests.ts";
import { PackSource } from "../pack-source.ts";
import type { PageItem } from "../page-columns.ts";
import { RowPages } from "../row-pages.ts";
import type { SpaceCore } from "../space-core.ts";
import { makeBatch } from "../store-batch.ts";
import { valueOf } from "../store-failure.ts";
import { baseEntry, encodeBase } from "./encode-base.ts";
import type { EngineContext } from "./engine-context.ts";
import { notePurged } from "./note-purged.ts";
import { coverWith } from "../ways.ts";
import { planPages } from "./page-writer.ts";

export type BaseChange = {
  readonly next: Base;
  /** To be stored with it. */
  readonly checkpoint: Checkpoint | null;
  /** Of the base, those with other packs or rows than before. */
  readonly items: readonly PageItem[];
  /** Packs that the base does not name any more. */
  readonly removed: readonly PackId[];
  /** Rows of items whose content is more than what was here. */
  readonly changed: readonly ItemRow[];
  /** Items that are gone with it, of which no record tells. */
  readonly purged?: readonly ItemId[];
  readonly parts?: Partial<Pick<StoreBatch, "expect" | "heads" | "prune" | "removePaths">>;
};

/**
 * Packs that must stay: of the base, of checkpoints kept for the user, and of those that are still to be taken or compared, or just are, `gone` left out.
 * Throws a store failure.
 */
async function packsInUse(core: SpaceCore, base: Base, gone: readonly CheckpointId[] = []): Promise<ReadonlySet<PackId>> {
  const packs = new Set(base.packs.map(({ pack }) => pack));
  const open = (await readBook(core.ports.store, core.space)).filter(({ verdict }) => verdict === "unknown" || verdict === "admitted");
  const waiting = [...open.map(({ id }) => id), ...core.base.reading].filter((id) => !gone.includes(id));
  for (const pack of await packsNamedBy(core, [...base.checkpoints, ...base.kept, ...waiting])) packs.add(pack);
  return packs;
}

/** Without those whose manifest is not here. Throws a store failure. */
async function packsNamedBy(core: SpaceCore, checkpoints: readonly CheckpointId[]): Promise<readonly PackId[]> {
  const packs: PackId[] = [];
  for (const id of checkpoints) for (const { pack } of (await readManifest(core, id))?.packs ?? []) packs.push(pack);
  return packs;
}

/** As this tab knows them: what another one has appended is not read yet. */
function headsAfter({ index }: SpaceCore, { heads = [], removePaths = [] }: NonNullable<BaseChange["parts"]>): readonly PathHead[] {
  const gone = new Set([...removePaths, ...heads].map(pathKey));
  return [...index.heads.filter((head) => !gone.has(pathKey(head))), ...heads];
}

/** In the space's turn. Throws a store failure. */
export async function commitBase({ core, fenced }: EngineContext, change: BaseChange): Promise<Result<void, StoreError>> {
  const { ports, space } = core;
  const { next, checkpoint, parts } = change;
  const before = core.base.base;
  const purged = change.purged ?? [];
  await core.items.load(purged);
  const plan = await planPages(core.base.pages ?? RowPages.empty(core.pagePorts), change.items);
  const gone = [...before.checkpoints, ...before.kept].filter((id) => !next.checkpoints.includes(id) && !next.kept.includes(id));
  // All at once: what was deleted for good may be in any of them.
  const removed = new Set([...change.removed, ...(await packsNamedBy(core, gone))]);
  const inUse = await packsInUse(core, next, gone);
  const book = await bookWith(core, checkpoint);
  const befores = await keepBefores(core, change.changed, purged);
  const committed = await ports.store.commit(
    makeBatch(space, {
      ...parts,
      ...fenced,
      expectMeta: [{ key: baseKey(space), value: core.base.stored }, ...book.expectMeta],
      meta: [
        ...book.meta,
        baseEntry(space, next),
        noFirstScreen(space),
        ...befores,
        ...gone.map((id) => ({ key: manifestKey(space, id), value: null })),
        ...(checkpoint === null ? [] : [{ key: manifestKey(space, checkpoint.id), value: checkpoint.bytes }]),
      ],
      pages: { put: plan.put, remove: plan.remove },
      removePacks: [...removed].filter((pack) => !inUse.has(pack)),
    }),
  );
  if (!committed.ok) {
    if (committed.error.kind === "fenced") core.fence?.overtaken();
    return committed;
  }
  forgetManifests(core);
  await putInPlace(core, change, plan.next);
  return ok(undefined);
}

/** What has been committed. Throws a store failure. */
async function putInPlace(core: SpaceCore, { next, parts, changed, purged = [] }: BaseChange, pages: RowPages): Promise<void> {
  const wasDamaged = core.index.noteCovered(reachOf(next.cover));
  if (parts !== undefined) await core.index.load(headsAfter(core, parts));
  const cover = await coverWith(core.index, reachOf(next.cover), next.ways);
  const hadDamage = core.index.noteCovered(cover) || wasDamaged;
  if (purged.length > 0) notePurged(core, purged, cover);
  const source = new PackSource(next, pages, core.base.sourceParts);
  // Of those, the packs that it names have just been written anew.
  core.base.restored.clear();
  core.base.take({ base: next, bytes: encodeBase(next), pages, source });
  core.base.coverage = cover;
  await core.items.rebase(core.base.source, cover, changed);
  // What stood behind the damage could not be read until now, and what this base has let go was not needed.
  if (hadDamage || core.base.hasReceded || core.isCutStale) await core.readAgain();
  core.changed({ items: changed.length + purged.length > 0, committed: true });
}

/** Packs stored by runs that came to nothing are removed: in a turn, so that none of them becomes one of the base meanwhile. Throws a store failure. */
export async function sweepOrphans({ core, fenced }: EngineContext): Promise<void> {
  const swept = await core.inTurn<void, StoreError>(async () => {
    const stored = valueOf(await core.ports.store.listPacks(core.space));
    const inUse = await packsInUse(core, core.base.base);
    const orphans = stored.map(({ pack }) => pack).filter((pack) => !inUse.has(pack));
    return orphans.length === 0 ? ok(undefined) : core.ports.store.commit(makeBatch(core.space, { ...fenced, removePacks: orphans }));
  });
  valueOf(swept);
}
