// The engine: all about packs that a start does not need, loaded when there is something to do (engine-port.ts).

import { err, ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import type { Engine } from "../engine-port.ts";
import { readBook, type BookEntry } from "../checkpoint-book.ts";
import { keepLateEdits } from "../late-copies.ts";
import { PackShelf } from "../pack-shelf.ts";
import { isWriteError } from "../space-writer.ts";
import { catchStoreFailure, valueOf } from "../store-failure.ts";
import { appliedCover } from "./applied-cover.ts";
import { readManifest } from "../manifests.ts";
import { commitBase, sweepOrphans } from "./base-commit.ts";
import { compact, isCompactionDue } from "./compaction.ts";
import { contextOf, type EngineContext } from "./engine-context.ts";
import { logsToClose, makeHusks } from "./husks.ts";
import { CheckpointDesk } from "./checkpoint-desk.ts";
import { waitsToCompare } from "./jitter.ts";
import { judge, type Judgement } from "./judgement.ts";
import { forgetMirrors } from "./forget-mirrors.ts";
import { itemsFromPacks } from "./rebuild.ts";
import { forgetOldEntries } from "./old-entries.ts";
import { restore } from "./restore.ts";
import { dropOldRecords, trustInBase } from "./retention.ts";
import { takeBase } from "./take-base.ts";

export const engine: Engine = {
  openShelf: (ports) => new PackShelf(ports),
  itemsFromPacks,
  takeBase,
  restore,
  run: async (parts) => {
    const done = await catchStoreFailure<{ readonly nextMs: number | null }>(async () => {
      const context = contextOf(parts);
      if (context === null) return ok({ nextMs: null });
      const nextMs = await comparePending(context);
      await confirmSound(context);
      await keepLate(context);
      const applied = await appliedCover(context.core, { closing: await logsToClose(context) });
      // A checkpoint of a reader nobody takes.
      if (context.core.members.mayWrite(context.core.self) && (await isCompactionDue(context, applied))) {
        await sweepOrphans(context);
        valueOf(await compact(context));
      }
      valueOf(await dropOldRecords(context));
      valueOf(await makeHusks(context));
      await forgetOldEntries(context);
      await forgetMirrors(context);
      return ok({ nextMs });
    });
    if (!done.ok && done.error.kind === "fenced") parts.core.fence?.overtaken();
    return done;
  },
  openSource: (parts) => new CheckpointDesk(parts, () => contextOf(parts)),
};

/** Before anything covers the deletion that they are of. A device that may write nothing can keep nothing. Throws a store failure. */
async function keepLate(context: EngineContext): Promise<void> {
  const kept = await keepLateEdits(context);
  if (!kept.ok && !isWriteError(kept.error)) valueOf<void>(err(kept.error));
}

/** How long until its packs are fetched; null: not for what is known here. */
function waitOf(context: EngineContext, entry: BookEntry, judgement: Judgement): number | null {
  // Whether one is taken that claims to be old is for the relay to tell.
  if (judgement.kind === "take") return judgement.trust === "claimed" ? null : 0;
  return judgement.kind === "compare" ? Math.max(0, waitsToCompare(context, entry)) : null;
}

/**
 * Checkpoints that wait to be compared until others may have done it: their packs are fetched once this has waited long enough, by what sessions plan
 * then. When the next one is due, if any. Throws a store failure.
 */
async function comparePending(context: EngineContext): Promise<number | null> {
  const { core } = context;
  const book = await readBook(core.ports.store, core.space);
  const waits: number[] = [];
  const turn = core.base.fetchTurn;
  for (const entry of book.filter(({ verdict }) => verdict === "unknown")) {
    const manifest = await readManifest(core, entry.id);
    const judgement = manifest === null ? null : await judge(context, manifest, entry);
    const waitMs = judgement === null ? null : waitOf(context, entry, judgement);
    if (waitMs === null) continue;
    if (waitMs > 0) waits.push(waitMs);
    else core.base.fetchTurn += 1;
  }
  // Sessions plan anew.
  if (core.base.fetchTurn !== turn) core.changed({ items: false, committed: false });
  return waits.length === 0 ? null : Math.max(1, Math.min(...waits));
}

/**
 * What this device made of a base that it had to take on trust has been compared by another device that had the records: it may compare others' now.
 * Throws a store failure.
 */
async function confirmSound(context: EngineContext): Promise<void> {
  const { core } = context;
  const before = core.base.base;
  if (!core.base.isWhole || before.isSound || before.lastMaker !== core.self || (await trustInBase(context)) !== "endorsed") return;
  const confirm = async (): Promise<Result<void, StoreError>> => {
    const isSame = core.base.base === before && !context.isStopped();
    return isSame
      ? commitBase(context, { next: { ...before, isSound: true }, checkpoint: null, items: [], removed: [], changed: [] })
      : ok(undefined);
  };
  valueOf(await core.inTurn(confirm));
}
