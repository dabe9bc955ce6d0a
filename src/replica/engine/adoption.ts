// Taking a checkpoint of another device as base: its packs beside those of our own that it does not contain, the greater cover of each log. Opening a
// checkpoint only ever adds. What was held here below it, and is not on the way to it, is held against it first: content that it lacks is written
// again, in a log that nobody else writes (adopt-updates.ts).

import type { ItemId, LogTag, PackId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import { joinWays, type Checkpoint, type Ways } from "../../wire/checkpoint.ts";
import { isWithin, reachOf, type Base, type BasePack } from "../base.ts";
import { readManifest } from "../manifests.ts";
import type { PageItem } from "../page-columns.ts";
import { coverWith } from "../ways.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import { MAX_CHECKPOINTS } from "../../wire/limits.ts";
import { namesAll } from "../checkpoint-cover.ts";
import { adoptUncontained, type NewBase, type PartedCopies } from "./adopt-updates.ts";
import { commitBase } from "./base-commit.ts";
import type { EngineContext } from "./engine-context.ts";
import { keepUnseen } from "./note-purged.ts";
import { keepMonths, withMark } from "./history.ts";
import { planLogs, type LogsPlan } from "./log-plan.ts";
import { reachOfCheckpoint } from "./judgement.ts";
import { findOlderCopies, type OlderCopies } from "./older-copies.ts";
import { copiesIn, CopyGatherer, readWholePack, rowOfCopies } from "./rebuild.ts";
import type { ReadAhead } from "./read-ahead.ts";
import type { ItemRow } from "../item-row.ts";
import type { ItemSet } from "../item-set.ts";
import { isWriteError } from "../space-writer.ts";
import { batchesOf } from "../item-documents.ts";

export type AdoptionEnd =
  | { readonly kind: "taken" }
  /** Something came in between, or the links went: to be judged again. */
  | { readonly kind: "stopped" }
  | { readonly kind: "unreadable"; readonly pack: PackId; readonly isBroken: boolean }
  /** It leaves out items of packs that it says to contain. */
  | { readonly kind: "lacks" };

type Packs = {
  /** Oldest first, with those of our own that it does not contain. */
  readonly all: readonly BasePack[];
  readonly fresh: readonly BasePack[];
  readonly dropped: readonly BasePack[];
};

function reachOfPack(checkpoint: Checkpoint, reach: readonly number[]): ReadonlyMap<LogTag, number> {
  return new Map(checkpoint.cover.map(({ log }, index) => [log, reach[index] ?? 0] as const).filter(([, seq]) => seq > 0));
}

/** `suspects`: logs of which what is held here may be another way than the one that is covered; `besides`: those of which it is, from where on. */
function arrangePacks(before: Base, checkpoint: Checkpoint, { suspects, besides }: LogsPlan): Packs {
  const known = new Map(before.packs.map((pack) => [pack.pack, pack]));
  const named = new Set(checkpoint.packs.map(({ pack }) => pack));
  const reach = new Map([...reachOfCheckpoint(checkpoint), ...besides]);
  // In which packs ways are contained is not known: all of them stay where it does not contain them all.
  const hasWays = namesAll(checkpoint, before.ways);
  const isContained = (pack: BasePack): boolean =>
    hasWays && isWithin(pack.reach, reach) && ![...pack.reach.keys()].some((log) => suspects.has(log));
  const fresh = checkpoint.packs
    .toReversed()
    .filter(({ pack }) => !known.has(pack))
    .map(({ pack, blocks, sizeBytes, inflatedBytes, reach: seqs }, index) => {
      return {
        number: before.nextPackNumber + index,
        pack,
        blocks,
        sizeBytes,
        inflatedBytes,
        items: 0,
        reach: reachOfPack(checkpoint, seqs),
      };
    });
  const dropped = before.packs.filter((pack) => !named.has(pack.pack) && isContained(pack));
  return { all: [...before.packs.filter((pack) => !dropped.includes(pack)), ...fresh], fresh, dropped };
}

class Adoption {
  readonly #context: EngineContext;
  readonly #checkpoint: Checkpoint;
  readonly #before: Base;
  readonly #items: ItemSet;
  readonly #isCompared: boolean;
  readonly #isSound: boolean;
  readonly #ahead: ReadAhead | null;
  readonly #copies = new CopyGatherer();
  /** Copies in packs that stay, which rows do not name. */
  #older = new CopyGatherer();
  /** Of single copies. */
  readonly #rows = new Map<ItemId, ItemRow>();

  constructor(context: EngineContext, checkpoint: Checkpoint, { isCompared, isSound, ahead = null }: AdoptionOptions) {
    this.#context = context;
    this.#checkpoint = checkpoint;
    this.#before = context.core.base.base;
    this.#items = context.core.items;
    this.#isCompared = isCompared;
    this.#isSound = isSound;
    this.#ahead = ahead;
  }

  async run(): Promise<Result<AdoptionEnd, StoreError>> {
    const { core } = this.#context;
    const logs = await planLogs(core, this.#checkpoint);
    const packs = arrangePacks(this.#before, this.#checkpoint, logs);
    // What is in a damaged pack that stays must be known, or it would be in no row page.
    const { damaged, hasAllRows } = core.base;
    if (!hasAllRows && packs.all.some(({ pack }) => damaged.has(pack))) return ok({ kind: "stopped" });
    const read = await this.#readFresh(packs.fresh);
    if (read.kind !== "read") return ok(read);
    const dropped = new Set(packs.dropped.map(({ number }) => number));
    const found = await this.#findOlder(packs, dropped);
    if (found.kind !== "found") return ok(found);
    this.#older = found.older;
    const items = await this.#pageItems(dropped);
    if (items === null) return ok({ kind: "stopped" });
    const parted = packs.all.filter((pack) => !packs.fresh.includes(pack) && this.#isParted(pack, logs));
    const adopted = await adoptUncontained(this.#context, logs, this.#newBase(new Set(parted.map(({ number }) => number))));
    if (!adopted.ok) return adopted;
    if (adopted.value === "stopped") return ok({ kind: "stopped" });
    const kept = await this.#keepUnseen(items, logs);
    if (!kept.ok) return kept;
    return this.#commit({ ...packs, all: packs.all.map((pack) => read.counted.get(pack.number) ?? pack) }, logs, items);
  }

  async #readFresh(
    fresh: readonly BasePack[],
  ): Promise<{ kind: "read"; counted: ReadonlyMap<number, BasePack> } | Extract<AdoptionEnd, { kind: "unreadable" | "stopped" }>> {
    const { core } = this.#context;
    const counted = new Map<number, BasePack>();
    for (const pack of fresh) {
      await this.#context.pause();
      if (this.#context.isStopped()) return { kind: "stopped" };
      const ahead = (await this.#ahead?.take(pack.pack)) ?? null;
      const items = ahead === null ? await readWholePack(core.ports.store, core.pagePorts, pack.pack) : ok(ahead.items);
      if (!items.ok) return { kind: "unreadable", pack: pack.pack, isBroken: items.error.kind === "broken" };
      this.#copies.add(pack.number, items.value);
      for (const [id, row] of ahead?.rows ?? []) this.#rows.set(id, row);
      counted.set(pack.number, { ...pack, items: items.value.length });
    }
    return { kind: "read", counted };
  }

  #findOlder({ all }: Packs, dropped: ReadonlySet<number>): Promise<OlderCopies> {
    const named = new Set(this.#checkpoint.packs.map(({ pack }) => pack));
    const shared = new Set(all.filter(({ pack }) => named.has(pack)).map(({ number }) => number));
    return findOlderCopies(this.#context, { dropped, shared, fresh: this.#copies });
  }

  /** All copies of these items in the new base. Throws a store failure. */
  async #statesOf(ids: readonly ItemId[]): Promise<ReadonlyMap<ItemId, readonly Uint8Array[]>> {
    const { source } = this.#context.core.base;
    const before = await source.read(ids.filter((id) => source.has(id)));
    return new Map(ids.map((id) => [id, [...(before.get(id) ?? []), ...this.#copies.statesOf(id)]]));
  }

  /** Whether a pack of our own, which the checkpoint does not name, holds what a log says that has parted. */
  #isParted({ pack, reach }: BasePack, { suspects }: LogsPlan): boolean {
    return !this.#checkpoint.packs.some((named) => named.pack === pack) && [...reach.keys()].some((log) => suspects.has(log));
  }

  #newBase(parted: ReadonlySet<number>): NewBase {
    const { core } = this.#context;
    const { items } = core.base;
    const copiesOf = async (id: ItemId): Promise<PartedCopies> => {
      const numbers = items.get(id)?.packs ?? [];
      const own = numbers.filter((number) => parted.has(number));
      const others = numbers.filter((number) => !parted.has(number));
      const isIn = async (packs: readonly number[]): Promise<readonly Uint8Array[]> =>
        packs.length === 0 ? [] : copiesIn(core, id, packs);
      return { own: await isIn(own), others: [...(await isIn(others)), ...this.#copies.statesOf(id)] };
    };
    const isThere = ([id, { packs }]: readonly [ItemId, Pick<PageItem, "packs">]): boolean =>
      !this.#copies.isPurged(id) && packs.some((number) => parted.has(number));
    const isPurged = (id: ItemId): boolean => this.#copies.isPurged(id);
    return { isPurged, parted: new Set([...items].filter(isThere).map(([id]) => id)), copiesOf };
  }

  async #pageItems(dropped: ReadonlySet<number>): Promise<readonly PageItem[] | null> {
    const { core, limits } = this.#context;
    const { items: locations } = core.base;
    const leaving = [...locations].filter(([, { packs }]) => packs.some((number) => dropped.has(number))).map(([id]) => id);
    const items: PageItem[] = [];
    for (const batch of batchesOf(new Set([...this.#copies.ids, ...leaving]), limits.stepItems)) {
      await this.#context.pause();
      if (this.#context.isStopped()) return null;
      const states = await this.#statesOf(batch);
      for (const id of batch) items.push(this.#pageItem(id, states.get(id) ?? [], dropped));
    }
    return items;
  }

  #pageItem(id: ItemId, states: readonly Uint8Array[], dropped: ReadonlySet<number>): PageItem {
    const held = this.#context.core.base.items.get(id);
    const staying = (held?.packs ?? []).filter((number) => !dropped.has(number));
    const isPurged = held?.isPurged === true || this.#copies.isPurged(id);
    const madeAlready = !isPurged && states.length === 1 ? this.#rows.get(id) : undefined;
    const row = madeAlready ?? rowOfCopies(id, isPurged ? [] : states);
    const packs = new Set([...staying, ...this.#older.packsOf(id), ...this.#copies.packsOf(id)]);
    return { ...row, packs: [...packs].toSorted((a, b) => a - b), isPurged };
  }

  /** What would go with items that it has deleted for good; a device that may write nothing can keep nothing. */
  async #keepUnseen(items: readonly PageItem[], logs: LogsPlan): Promise<Result<void, StoreError>> {
    const { core } = this.#context;
    const purged = items.filter(({ id, isPurged }) => isPurged && !core.items.tombstones.has(id)).map(({ id }) => id);
    if (purged.length === 0) return ok(undefined);
    const inNewLog = logs.replaced.some(({ log }) => core.isOwnLog(log));
    const cover = await coverWith(core.index, reachOf(logs.cover), this.#ways(logs));
    const kept = await keepUnseen(this.#context, purged, { cover, inNewLog });
    return kept.ok || isWriteError(kept.error) ? ok(undefined) : { ok: false, error: kept.error };
  }

  /** Whether it closes items that were open in the base before, whether or not their deletion had been heard of. */
  #closes(items: readonly PageItem[]): boolean {
    return items.some(({ id, isPurged }) => isPurged && this.#context.core.base.items.get(id)?.isPurged !== true);
  }

  #ways({ beyond }: LogsPlan): Ways {
    return joinWays(joinWays(this.#before.ways, this.#checkpoint.ways), beyond);
  }

  /**
   * What the base has stood for and stands for still: where this checkpoint leaves out what that one says, there may be no other way to it, and whoever is
   * let in by this device has to be told of both. Throws a store failure.
   */
  async #stoodFor({ all }: Packs, hasPurged: boolean): Promise<readonly CheckpointId[]> {
    if (hasPurged) return [];
    const staying = new Set(all.map(({ pack }) => pack));
    const found: CheckpointId[] = [];
    for (const id of this.#before.checkpoints) {
      const manifest = await readManifest(this.#context.core, id);
      if (manifest === null || isWithin(reachOfCheckpoint(manifest), reachOfCheckpoint(this.#checkpoint))) continue;
      if (manifest.packs.every(({ pack }) => staying.has(pack))) found.push(id);
    }
    return found.slice(0, MAX_CHECKPOINTS - 1);
  }

  #nextBase({ all }: Packs, logs: LogsPlan, hasPurged: boolean, stoodFor: readonly CheckpointId[]): Base {
    const { core, retention } = this.#context;
    const before = this.#before;
    const named = new Set(this.#checkpoint.packs.map(({ pack }) => pack));
    const isOnlyThis = all.every(({ pack }) => named.has(pack));
    const now = core.ports.clock();
    const madeAt = Math.min(this.#checkpoint.madeAt, now);
    const { days, months } = retention();
    return {
      ...before,
      cover: logs.cover,
      packs: all,
      ways: this.#ways(logs),
      nextPackNumber: Math.max(before.nextPackNumber, ...all.map(({ number }) => number + 1)),
      isSound: this.#isSound && (isOnlyThis || before.isSound),
      checkpoints: [this.#checkpoint.id, ...stoodFor],
      kept: keepMonths(before, madeAt, months, hasPurged),
      lastMaker: this.#checkpoint.maker,
      // By our own clock: by a wrong one of its maker records would be old before their time.
      marks: withMark(before.marks, { madeAt: now, cover: reachOfCheckpoint(this.#checkpoint) }, days),
      givenUp: [...new Set([...before.givenUp, ...logs.replaced.map(({ log }) => log).filter((log) => core.isOwnLog(log))])],
    };
  }

  #commit(packs: Packs, logs: LogsPlan, items: readonly PageItem[]): Promise<Result<AdoptionEnd, StoreError>> {
    const { core } = this.#context;
    return core.inTurn<AdoptionEnd, StoreError>(async () => {
      const isSame = core.base.base === this.#before && core.items === this.#items && logs.isStillSo(core);
      if (this.#context.isStopped() || !isSame) return ok({ kind: "stopped" });
      const purged = items.filter(({ id, isPurged }) => isPurged && !core.items.tombstones.has(id)).map(({ id }) => id);
      const hasPurged = this.#closes(items);
      const next = this.#nextBase(packs, logs, hasPurged, await this.#stoodFor(packs, hasPurged));
      const committed = await commitBase(this.#context, {
        next,
        checkpoint: this.#checkpoint,
        items,
        removed: packs.dropped.map(({ pack }) => pack),
        purged,
        changed: this.#isCompared ? [] : items.filter(({ isPurged }) => !isPurged),
        parts: logs.parts,
      });
      if (!committed.ok) return committed;
      for (const head of logs.parts.heads) core.members.noteHeldLog(head);
      for (const path of logs.replaced) core.reader.forgetPath(path);
      core.items.renewClientId();
      return ok({ kind: "taken" });
    });
  }
}

export type AdoptionOptions = {
  /** All of its content is known to be here. */
  readonly isCompared: boolean;
  /** It has been compared with records, by whomever. */
  readonly isSound: boolean;
  /** Of its packs what has been read already. */
  readonly ahead?: ReadAhead | null;
};

/** All packs of the checkpoint must be stored. Throws a store failure. */
export const adopt = (context: EngineContext, checkpoint: Checkpoint, options: AdoptionOptions): Promise<Result<AdoptionEnd, StoreError>> =>
  new Adoption(context, checkpoint, options).run();
