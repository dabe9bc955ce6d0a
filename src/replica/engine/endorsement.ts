// Comparing a checkpoint of another device with this device's own documents: every item as it is at the cover. Where the bytes differ it may still be right:
// its maker may have known more of an item than the cover says, as of a log that turned out to be forked. It is wrong when it lacks something that is
// covered, or says something that nobody has written.

import { bytesEqual } from "../../base/bytes.ts";
import type { ItemId, PackId } from "../../base/ids.ts";
import { encodeState, type ItemDocument } from "../../items/document.ts";
import type { Checkpoint } from "../../wire/checkpoint.ts";
import { coverOfCheckpoint } from "../checkpoint-cover.ts";
import { batchesOf } from "../item-documents.ts";
import { isCovered, type Cover } from "../tail.ts";
import type { EngineContext } from "./engine-context.ts";
import { CopyGatherer, findInPacks, mergeCopies, readWholePack } from "./rebuild.ts";

export type ComparisonEnd =
  | { readonly kind: "equal" }
  | { readonly kind: "different"; readonly item: ItemId }
  /** It cannot be told here, or not now. */
  | { readonly kind: "stopped" }
  | { readonly kind: "unreadable"; readonly pack: PackId; readonly isBroken: boolean };

/** Both ways round: of operations under the same name with other content the first stays. */
function isMergedInto(whole: Uint8Array, part: Uint8Array): boolean {
  const [one, other] = [mergeCopies([whole, part]), mergeCopies([part, whole])];
  return one !== null && other !== null && bytesEqual(encodeState(one), whole) && bytesEqual(encodeState(other), whole);
}

class Comparing {
  readonly #context: EngineContext;
  readonly #checkpoint: Checkpoint;
  readonly #copies = new CopyGatherer();
  /** Numbers of packs of our base that it names too. */
  readonly #shared: ReadonlySet<number>;
  /** What the checkpoint covers, by the paths here. */
  #cover: Cover = new Map<string, number>();

  constructor(context: EngineContext, checkpoint: Checkpoint) {
    this.#context = context;
    this.#checkpoint = checkpoint;
    const named = new Set(checkpoint.packs.map(({ pack }) => pack));
    this.#shared = new Set(context.core.base.base.packs.filter(({ pack }) => named.has(pack)).map(({ number }) => number));
  }

  async run(): Promise<ComparisonEnd> {
    const { core, limits } = this.#context;
    this.#cover = await coverOfCheckpoint(core, this.#checkpoint);
    const own = new Set(core.base.base.packs.map(({ pack }) => pack));
    for (const [index, { pack }] of this.#checkpoint.packs.toReversed().entries()) {
      if (own.has(pack)) continue;
      const items = await readWholePack(core.ports.store, core.pagePorts, pack);
      if (!items.ok) return { kind: "unreadable", pack, isBroken: items.error.kind === "broken" };
      this.#copies.add(index, items.value);
      await this.#context.pause();
    }
    for (const batch of batchesOf(this.#itemsToCompare(), limits.stepItems)) {
      await this.#context.pause();
      if (this.#context.isStopped()) return { kind: "stopped" };
      const end = await this.#compareBatch(batch);
      if (end !== null) return end;
    }
    return { kind: "equal" };
  }

  /** All but those of which nothing has come since the base and all copies are in packs that both have. */
  #itemsToCompare(): ReadonlySet<ItemId> {
    const { base, items } = this.#context.core;
    const reach = this.#cover;
    const ids = new Set(this.#copies.ids);
    for (const [id, { packs }] of base.items) if (!packs.every((number) => this.#shared.has(number))) ids.add(id);
    for (const id of items.tail.ids) if (items.tail.of(id).some((change) => isCovered(reach, change))) ids.add(id);
    for (const purged of items.tail.purges) if (isCovered(reach, purged)) ids.add(purged.item);
    return ids;
  }

  async #compareBatch(ids: readonly ItemId[]): Promise<Exclude<ComparisonEnd, { kind: "equal" }> | null> {
    const { core } = this.#context;
    const living = ids.filter((id) => !core.items.tombstones.has(id));
    const documents = await core.items.documentsAt(living, this.#cover);
    for (const id of ids) {
      if (await this.#agrees(id, documents.get(id), this.#copiesByRows(id))) continue;
      if (core.items.unreadable.has(id)) return { kind: "stopped" };
      // Packed anew here, it may be only in an older pack there, which our rows do not name any more.
      if (!(await this.#agrees(id, documents.get(id), this.#shared))) return { kind: "different", item: id };
    }
    return null;
  }

  #copiesByRows(id: ItemId): ReadonlySet<number> {
    const packs = this.#context.core.base.items.get(id)?.packs ?? [];
    return new Set(packs.filter((number) => this.#shared.has(number)));
  }

  /** `shared`: packs that our base has too, of which copies are taken beside those in packs that only the checkpoint has. */
  async #agrees(id: ItemId, own: ItemDocument | undefined, shared: ReadonlySet<number>): Promise<boolean> {
    const { core } = this.#context;
    const held = await findInPacks(core, [id], shared);
    const isPurgedThere = this.#copies.isPurged(id) || held.isPurged(id);
    if (core.items.tombstones.has(id)) {
      return isPurgedThere || core.items.tail.purges.some((purged) => purged.item === id && !isCovered(this.#cover, purged));
    }
    return !isPurgedThere && !core.items.unreadable.has(id) && this.#isEqual(id, own, [...held.statesOf(id), ...this.#copies.statesOf(id)]);
  }

  /** `copies`: of the item as the checkpoint has it. */
  async #isEqual(id: ItemId, own: ItemDocument | undefined, copies: readonly Uint8Array[]): Promise<boolean> {
    const merged = copies.length === 0 ? null : mergeCopies(copies);
    if (merged === null) return own === undefined;
    const theirs = encodeState(merged);
    if (own !== undefined && bytesEqual(encodeState(own), theirs)) return true;
    const { items } = this.#context.core;
    const now = (await items.readDocuments([id])).get(id);
    if (now === undefined) return false;
    return isMergedInto(encodeState(now), theirs) && (own === undefined || isMergedInto(theirs, encodeState(own)));
  }
}

/** All packs of the checkpoint must be stored, and all that it covers applied here. Throws a store failure. */
export const compareCheckpoint = (context: EngineContext, checkpoint: Checkpoint): Promise<ComparisonEnd> =>
  new Comparing(context, checkpoint).run();
