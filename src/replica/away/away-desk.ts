// "Since you were away": what other devices did to items since somebody last looked at this one, told when that one comes back to the page or opens it. How
// far that was is a mark for each space in the store (away-mark.ts); all else is worked out from it, so that it is the same after a reload and in every tab.
// The mark moves on while somebody looks and there is nothing to tell; when the lines are put away; and a day after they were first shown.
// What another device does while somebody looks is seen as it happens, and told no more in that stretch. Nothing of an item outlives it.
// Loaded right after the start.

import type { ItemId, SpaceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { itemSchemas } from "../../model/task-schema.ts";
import { MAX_AWAY_LINES, type AwayAnswers, type AwayLine, type AwayPush, type AwayRequest, type AwayState } from "../face/away.ts";
import type { UndoError, UndoReceipt } from "../face/acts.ts";
import type { Replica } from "../replica.ts";
import type { SpaceCore } from "../space-core.ts";
import { makeBatch } from "../store-batch.ts";
import { titleOf } from "./away-change.ts";
import { awayMarkEntry, foreignCover, isSameCover, readAwayMark, type AwayMark } from "./away-mark.ts";
import { newsOf, rowIn, statesAt, touchedBeyond, type Before, type News } from "./away-news.ts";
import { beforesEntry, readBefores, type Kept } from "./kept-befores.ts";

const DAY_MS = 86_400_000;
/** Whoever is gone for less was not away: a glance at another tab, a moment without network. */
const SHORT_MS = 60_000;
/** What comes in together is looked at together. */
const LOOK_AFTER_MS = 300;
const SAVE_AFTER_MS = 3_000;
/** Items that are looked at for lines, the newest first. */
const MAX_LOOKED_AT = 400;

type Line = News & { readonly key: number; readonly item: ItemId; readonly space: SpaceId; readonly isUndone: boolean };

/** Of one space. `looked`: by item, its revision when it was last looked at. */
type Stretch = {
  mark: AwayMark;
  kept: Kept;
  base: Uint8Array | null;
  isSaved: boolean;
  more: number;
  readonly looked: Map<ItemId, number>;
};

export class AwayDesk {
  readonly #replica: Replica;
  readonly #push: (push: AwayPush) => void;
  readonly #lines = new Map<ItemId, Line>();
  readonly #stretches = new Map<SpaceId, Stretch>();
  #lastKey = 0;
  /** When somebody came to the page; while nobody is there, when that began. */
  #backMs: number;
  #goneMs: number | null = null;
  #told = "";
  #looking: Promise<void> = Promise.resolve();
  #cancelLook: (() => void) | null = null;
  #cancelSave: (() => void) | null = null;
  #isClosed = false;

  constructor(replica: Replica, push: (push: AwayPush) => void) {
    this.#replica = replica;
    this.#push = push;
    this.#backMs = replica.ports.clock();
    this.look();
  }

  pageState(isThere: boolean): void {
    const nowMs = this.#replica.ports.clock();
    if (!isThere) {
      this.#goneMs ??= nowMs;
      void this.#save();
      return;
    }
    const goneMs = this.#goneMs;
    this.#goneMs = null;
    if (goneMs !== null && nowMs - goneMs >= SHORT_MS) {
      this.#backMs = nowMs;
      this.#lines.clear();
    }
    // Another tab may have moved it.
    if (goneMs !== null) this.#stretches.clear();
    this.look();
  }

  /** Items are others, or gone for good. */
  changed(): void {
    if (this.#cancelLook !== null || this.#isClosed) return;
    this.#cancelLook = this.#replica.ports.timers.after(LOOK_AFTER_MS, () => this.look());
  }

  /** Another tab may have put the lines away. */
  settingsChanged(): void {
    this.#stretches.clear();
    this.changed();
  }

  /** When what is under way is done. */
  settled(): Promise<void> {
    return this.#looking;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelLook?.();
    this.#cancelSave?.();
  }

  async answer(request: AwayRequest): Promise<AwayAnswers[AwayRequest["kind"]]> {
    if (request.kind === "undo-away") return this.#undo(request.key);
    await this.#looking;
    for (const { space } of this.#replica.spaces.all) this.#moveMark(space.core, foreignCover(space.core));
    this.#lines.clear();
    this.#tell();
    await this.#save();
    // Other tabs hear of it as of a setting.
    await this.#replica.settingsChanged();
    return null;
  }

  /** At once: there may be other spaces. */
  look(): void {
    this.#cancelLook?.();
    this.#cancelLook = null;
    // What the store cannot give now is looked for with the next change.
    this.#looking = this.#looking.then(() => this.#lookAll()).catch(() => undefined);
  }

  async #lookAll(): Promise<void> {
    if (this.#goneMs !== null || this.#isClosed) return;
    const spaces = this.#replica.spaces.all.map(({ space }) => space.core);
    for (const core of spaces) await core.inTurn(async () => ok(await this.#lookAt(core)));
    const isOpen = (id: SpaceId): boolean => spaces.some(({ space }) => space === id);
    for (const [item, { space }] of this.#lines) if (!isOpen(space)) this.#lines.delete(item);
    for (const space of this.#stretches.keys()) if (!isOpen(space)) this.#stretches.delete(space);
    this.#tell();
  }

  async #lookAt(core: SpaceCore): Promise<void> {
    const stretch = await this.#stretchOf(core);
    this.#expire(core, stretch);
    const { mark, kept } = stretch;
    const touched = touchedBeyond(core, mark.cover);
    const isNews = (id: ItemId): boolean => (rowIn(core, id)?.changedMs ?? 0) > mark.sinceMs;
    const ids = [...new Set([...kept.items.keys(), ...touched.keys()])].filter(isNews);
    this.#forgetOthers(core, new Set(ids));
    const newest = ids.toSorted((a, b) => (rowIn(core, b)?.changedMs ?? 0) - (rowIn(core, a)?.changedMs ?? 0)).slice(0, MAX_LOOKED_AT);
    const fresh = newest.filter((id) => stretch.looked.get(id) !== core.items.revision(id) && this.#lines.get(id)?.isUndone !== true);
    const befores = await beforesFor(core, stretch, fresh, touched);
    const afters = await core.items.readDocuments(fresh);
    for (const id of fresh) {
      const [before, after] = [befores.get(id), afters.get(id)];
      stretch.looked.set(id, core.items.revision(id));
      this.#put(core, id, before === undefined || after === undefined ? null : newsOf(core, id, before, after));
    }
    this.#settle(core, stretch, ids.length - newest.length);
  }

  /** What is no news any more. */
  #forgetOthers({ space, items }: SpaceCore, ids: ReadonlySet<ItemId>): void {
    for (const [id, line] of this.#lines) {
      const isKept = ids.has(id) || (line.isUndone && items.has(id));
      if (line.space === space && !isKept) this.#lines.delete(id);
    }
  }

  /** A line stays as it was first told, while anything of it stands. */
  #put({ space }: SpaceCore, item: ItemId, news: News | null): void {
    const known = this.#lines.get(item);
    if (news === null) this.#lines.delete(item);
    else if (known === undefined && news.atMs <= this.#backMs) {
      this.#lastKey += 1;
      this.#lines.set(item, { ...news, key: this.#lastKey, item, space, isUndone: false });
    }
  }

  /** Where there is nothing to tell all has been looked at; otherwise it is from now on that it is shown. `beyond`: items that were not looked at. */
  #settle(core: SpaceCore, stretch: Stretch, beyond: number): void {
    const cover = foreignCover(core);
    stretch.more = beyond + stretch.kept.more;
    if (this.#linesOf(core).length === 0) this.#moveMark(core, cover);
    else if (stretch.mark.shown === null) this.#setMark(core, { ...stretch.mark, shown: { cover, atMs: this.#replica.ports.clock() } });
  }

  #linesOf({ space }: SpaceCore): readonly Line[] {
    return [...this.#lines.values()].filter((line) => line.space === space);
  }

  async #stretchOf(core: SpaceCore): Promise<Stretch> {
    const known = this.#stretches.get(core.space);
    const base = core.base.stored;
    if (known !== undefined && known.base === base) return known;
    const read = known?.mark ?? (await readAwayMark(core.ports.store, core.space));
    const mark = read ?? { cover: foreignCover(core), sinceMs: this.#replica.ports.clock(), shown: null };
    const isSaved = read !== null && known?.isSaved !== false;
    const stretch: Stretch = { mark, kept: await readBefores(core), base, isSaved, more: 0, looked: new Map() };
    this.#stretches.set(core.space, stretch);
    // The first one at once: what is not known to have been looked at cannot be told.
    if (read === null) void this.#save();
    else if (!isSaved) this.#saveSoon();
    return stretch;
  }

  /** What has been shown for long enough, and what is deleted for good, is kept no longer. */
  #expire(core: SpaceCore, stretch: Stretch): void {
    const { mark, kept } = stretch;
    const { shown } = mark;
    const isOver = shown !== null && this.#replica.ports.clock() - shown.atMs > DAY_MS;
    const living = [...kept.items].filter(([id]) => !core.items.tombstones.has(id));
    if (isOver) {
      stretch.kept = { items: new Map(living.filter(([, { atMs }]) => atMs > shown.atMs)), more: 0 };
      for (const { item } of this.#linesOf(core)) this.#lines.delete(item);
      this.#setMark(core, { ...mark, cover: shown.cover, shown: null });
    } else if (living.length < kept.items.size) {
      stretch.kept = { ...kept, items: new Map(living) };
      this.#setMark(core, mark);
    }
  }

  #moveMark(core: SpaceCore, cover: AwayMark["cover"]): void {
    const stretch = this.#stretches.get(core.space);
    if (stretch === undefined) return;
    const isThere = isSameCover(stretch.mark.cover, cover) && stretch.mark.shown === null;
    if (isThere && stretch.kept.items.size + stretch.kept.more === 0) return;
    stretch.kept = { items: new Map(), more: 0 };
    stretch.more = 0;
    this.#setMark(core, { ...stretch.mark, cover, shown: null });
  }

  #setMark(core: SpaceCore, mark: AwayMark): void {
    const stretch = this.#stretches.get(core.space);
    if (stretch === undefined) return;
    stretch.mark = mark;
    stretch.isSaved = false;
    stretch.looked.clear();
    this.#saveSoon();
  }

  #saveSoon(): void {
    if (this.#isClosed) return;
    this.#cancelSave ??= this.#replica.ports.timers.after(SAVE_AFTER_MS, () => void this.#save());
  }

  /** What cannot be stored is told once more after the next start. */
  async #save(): Promise<void> {
    this.#cancelSave?.();
    this.#cancelSave = null;
    for (const { space } of this.#replica.spaces.all) {
      const { core } = space;
      const stretch = this.#stretches.get(core.space);
      if (stretch === undefined || stretch.isSaved) continue;
      const { mark } = stretch;
      const meta = [awayMarkEntry(core.space, mark), await beforesEntry(core, stretch.kept)];
      const stored = await core.ports.store.commit(makeBatch(core.space, { meta }));
      stretch.isSaved = stored.ok && stretch.mark === mark;
    }
  }

  #tell(): void {
    const lines = [...this.#lines.values()].toSorted((a, b) => b.atMs - a.atMs || b.key - a.key);
    const shown = lines.slice(0, MAX_AWAY_LINES).map(lineOf);
    const more = [...this.#stretches.values()].reduce((sum, stretch) => sum + stretch.more, lines.length - shown.length);
    const away: AwayState | null = shown.length === 0 ? null : { lines: shown, more };
    const told = away === null ? "" : JSON.stringify(away);
    if (told === this.#told) return;
    this.#told = told;
    this.#push({ kind: "away", away });
  }

  async #undo(key: number): Promise<Result<UndoReceipt, UndoError>> {
    const line = [...this.#lines.values()].find((one) => one.key === key && !one.isUndone);
    const opened = line === undefined ? null : this.#replica.spaces.find(line.space);
    const schema = line === undefined ? undefined : itemSchemas.get(line.row.kind);
    if (line === undefined || opened === null || schema === undefined) return err({ kind: "nothing-to-undo" });
    const { item, written, isNew } = line;
    const actions = await opened.actions();
    const undone = await actions.takeBack(opened.space, { item, schema, written, isNew });
    if (!undone.ok) return undone;
    this.#lines.set(item, { ...line, isUndone: true });
    this.#tell();
    return ok({ ...undone.value, leftAlone: undone.value.leftAlone + line.others });
  }
}

/** What was kept is older than what the records tell. Throws a store failure. */
async function beforesFor(
  core: SpaceCore,
  { mark, kept }: Stretch,
  ids: readonly ItemId[],
  touched: ReadonlyMap<ItemId, Before["device"]>,
): Promise<ReadonlyMap<ItemId, Before>> {
  const others = ids.filter((id) => !kept.items.has(id));
  const states = others.length === 0 ? new Map<ItemId, Uint8Array | null>() : await statesAt(core, mark.cover, others);
  return new Map(
    ids.map((id) => {
      const before = kept.items.get(id) ?? { state: states.get(id) ?? null, device: null };
      return [id, { state: before.state, device: touched.get(id) ?? before.device }];
    }),
  );
}

const lineOf = ({ key, item, device, row, change, isUndone }: Line): AwayLine => ({
  key,
  item,
  of: row.kind,
  title: titleOf(row),
  device,
  change,
  isUndone,
});
