// "Since you were away": what records of other devices did to items, of those that were written before somebody came back to this page and arrive from then
// on. Kept in the memory of this tab alone, for a day or until it is put away, and never of what has been deleted for good: nothing of an item outlives it.
// Each line is one item with its document as it was before and after, so that what was written can be taken back like an action of one's own.
// Loaded right after the start. While nobody is away, nothing is kept.

import type { DeviceId, ItemId, SpaceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { itemSchemas } from "../../model/task-schema.ts";
import { writtenBetween } from "../../items/written-between.ts";
import { MAX_AWAY_LINES, type AwayAnswers, type AwayLine, type AwayPush, type AwayRequest, type AwayState } from "../face/away.ts";
import type { UndoError, UndoReceipt } from "../face/acts.ts";
import type { UpdateGatherer } from "../record-reader.ts";
import type { Replica } from "../replica.ts";
import type { SpaceCore } from "../space-core.ts";
import { changeBetween, titleOf, type ToldRow } from "./away-change.ts";

const DAY_MS = 86_400_000;
/** Whoever is gone for less was not away: a glance at another tab, a moment without network. */
const SHORT_MS = 60_000;

type Arrived = {
  readonly key: number;
  readonly item: ItemId;
  readonly space: SpaceId;
  readonly device: DeviceId | null;
  readonly atMs: number;
  readonly rowBefore: ToldRow | null;
  readonly rowAfter: ToldRow;
  /** Encoded documents; `before` null: it was made meanwhile; `after` null: it need not be known. */
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
  readonly isUndone: boolean;
};

type Before = { readonly row: ToldRow | null; readonly state: Uint8Array | null; readonly device: DeviceId | null };

const rowIn = ({ items: { index } }: SpaceCore, id: ItemId): ToldRow | null => index.row(id) ?? index.notes.row(id) ?? index.lists.row(id);

export class AwayDesk {
  readonly #replica: Replica;
  readonly #push: (push: AwayPush) => void;
  /** By item, the oldest first. */
  readonly #arrived = new Map<ItemId, Arrived>();
  /** Items beyond those. */
  #more = 0;
  #lastKey = 0;
  /** When somebody came to the page; while nobody is there, when that began. */
  #backMs: number;
  #goneMs: number | null = null;
  /** What came in since nobody is there: it counts once that has lasted. */
  #isTold = false;

  constructor(replica: Replica, push: (push: AwayPush) => void) {
    this.#replica = replica;
    this.#push = push;
    this.#backMs = replica.ports.clock();
    const { arrivals } = replica.ports;
    if (arrivals !== undefined) arrivals.before = (core, gathered) => this.#before(core, gathered);
  }

  pageState(isThere: boolean): void {
    const nowMs = this.#replica.ports.clock();
    if (!isThere) {
      this.#goneMs ??= nowMs;
      return;
    }
    const goneMs = this.#goneMs;
    this.#goneMs = null;
    if (goneMs !== null && nowMs - goneMs >= SHORT_MS) this.#backMs = nowMs;
    else if (goneMs !== null) for (const [item, { atMs }] of this.#arrived) if (atMs > this.#backMs) this.#arrived.delete(item);
    this.changed();
  }

  /** Items may be gone for good, or it may be another day. */
  changed(): void {
    if (this.#arrived.size === 0 && !this.#isTold) return;
    const oldestMs = this.#replica.ports.clock() - DAY_MS;
    for (const [item, { space, atMs }] of this.#arrived) {
      const items = this.#replica.spaces.find(space)?.space.core.items;
      if (items === undefined || items.tombstones.has(item) || atMs < oldestMs) this.#arrived.delete(item);
    }
    this.#tell();
  }

  async answer(request: AwayRequest): Promise<AwayAnswers[AwayRequest["kind"]]> {
    if (request.kind === "undo-away") return this.#undo(request.key);
    this.#arrived.clear();
    this.#more = 0;
    this.#tell();
    return null;
  }

  #tell(): void {
    const lines = [...this.#arrived.values()].toReversed().flatMap((arrived) => lineOf(arrived) ?? []);
    const away: AwayState | null = lines.length === 0 || this.#goneMs !== null ? null : { lines, more: this.#more };
    if (away === null && !this.#isTold) return;
    this.#isTold = away !== null;
    this.#push({ kind: "away", away });
  }

  /** Before records are applied; answers what is to be done after that. */
  #before(core: SpaceCore, { updates }: UpdateGatherer): () => void {
    if (this.#replica.spaces.find(core.space)?.space.core !== core) return () => undefined;
    const befores = new Map<ItemId, Before>();
    for (const { item, path } of updates) {
      if (core.isOwnLog(path.log)) continue;
      const device = core.members.findLog(path.log)?.device ?? null;
      befores.set(item, { row: rowIn(core, item), state: core.items.heldState(item) ?? null, device });
    }
    return () => {
      for (const [item, before] of befores) this.#note(core, item, before);
      if (this.#goneMs === null && befores.size > 0) this.#tell();
    };
  }

  #note(core: SpaceCore, item: ItemId, { row, state, device }: Before): void {
    const rowAfter = rowIn(core, item);
    if (rowAfter === null) return void this.#arrived.delete(item);
    const isWhileAway = this.#goneMs !== null || rowAfter.changedMs <= this.#backMs;
    if (!isWhileAway) return;
    const known = this.#arrived.get(item);
    this.#arrived.delete(item);
    const first = known === undefined || known.isUndone ? { rowBefore: row, before: state } : known;
    const { rowBefore, before } = first;
    this.#lastKey += 1;
    const after = core.items.heldState(item) ?? null;
    const atMs = rowAfter.changedMs;
    this.#arrived.set(item, {
      key: this.#lastKey,
      item,
      space: core.space,
      device,
      atMs,
      rowBefore,
      rowAfter,
      before,
      after,
      isUndone: false,
    });
    const [oldest] = this.#arrived.keys();
    if (this.#arrived.size <= MAX_AWAY_LINES || oldest === undefined) return;
    this.#arrived.delete(oldest);
    this.#more += 1;
  }

  async #undo(key: number): Promise<Result<UndoReceipt, UndoError>> {
    const arrived = [...this.#arrived.values()].find((one) => one.key === key && !one.isUndone);
    const opened = arrived === undefined ? null : this.#replica.spaces.find(arrived.space);
    if (arrived === undefined || opened === null) return err({ kind: "nothing-to-undo" });
    const { items } = opened.space.core;
    const { item, before, after, rowAfter } = arrived;
    const schema = itemSchemas.get(rowAfter.kind);
    if (schema === undefined || (before !== null && after === null)) return err({ kind: "nothing-to-undo" });
    const { written, others } =
      before === null || after === null
        ? { written: [], others: 0 }
        : writtenBetween(items.openCopy(before), items.openCopy(after), schema);
    const actions = await opened.actions();
    const undone = await actions.takeBack(opened.space, { item, schema, written, isNew: before === null });
    if (!undone.ok) return undone;
    this.#arrived.set(item, { ...arrived, isUndone: true });
    this.#tell();
    return ok({ ...undone.value, leftAlone: undone.value.leftAlone + others });
  }
}

function lineOf({ key, item, device, rowBefore, rowAfter, isUndone }: Arrived): AwayLine | null {
  const change = changeBetween(rowBefore, rowAfter);
  return change === null ? null : { key, item, of: rowAfter.kind, title: titleOf(rowAfter), device, change, isUndone };
}
