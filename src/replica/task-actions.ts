// The actions of a person on the items of a space: an intent becomes changed documents and their updates; what was written is kept, so that it can be
// undone. Undo is an ordinary action of its own, and can itself be undone: that is redo. What an undo writes says the same as the entry that
// the undone action had replaced: whoever wrote that one may undo it in turn, so that undo goes back step by step, and redo forth.

import type { ActionId, ItemId } from "../base/ids.ts";
import { assert, err, ok, type Result } from "../base/result.ts";
import type { ItemDocument } from "../items/document.ts";
import { editBodyUndoably, type EditBodyError } from "../items/edit-body.ts";
import { KIND_FIELD, TRASH_FIELD, type ItemSchema } from "../items/item-schema.ts";
import {
  undoFields,
  updateItem,
  type ItemChange,
  type UndoneFields,
  type FieldEntryName,
  type UpdateError,
  type WriteContext,
  type WrittenField,
} from "../items/update-item.ts";
import type { ActionName } from "../log/action-code.ts";
import type { PlainDay } from "../model/plain-day.ts";
import { movedTo, todayInUtc } from "../model/plan-repeat.ts";
import type { PlannedChange, Repeating } from "../model/plan.ts";
import { itemsOfIntent } from "../model/intent-items.ts";
import { planIntent, type ChangeIntent } from "../model/plan-intent.ts";
import { actionOf } from "../model/action-name.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import { actErrorOf, isTooLarge, refused, UNREADABLE, type Refused } from "./act-error.ts";
import type { ActError, ActReceipt, UndoError, UndoReceipt } from "./face.ts";
import { neighboursIn } from "./list-neighbours.ts";
import type { Repeats } from "./repeating.ts";
import type { Space } from "./space.ts";
import { NO_CODE } from "./store-failure.ts";
import type { StoreError } from "../ports/store.ts";
import type { BuiltChange, Change, WriteError, WriteStamp, Written } from "./space-writer.ts";
import type { Clock } from "../ports/time.ts";

export type WrittenItem = {
  readonly item: ItemId;
  readonly schema: ItemSchema;
  readonly written: readonly WrittenField[];
  readonly isNew: boolean;
};

/** A field says again what the entry `was` had said: by the entry `is`. */
type Standing = { readonly item: ItemId; readonly field: string; readonly was: FieldEntryName; readonly is: FieldEntryName };

/** What was done, as far as it takes to take it back. */
export type Done = {
  readonly name: ActionName;
  readonly items: readonly WrittenItem[];
  /** The day that the task has moved on to, of one that comes again. */
  readonly next?: PlainDay;
};

/** A task comes again, and the code for that is not loaded yet. */
type RepeatingNeeded = { readonly kind: "repeating-needed" };

const REPEATING_NEEDED: RepeatingNeeded = { kind: "repeating-needed" };

type WriteOutcome = Result<Written<Done> | null, WriteError | StoreError | Refused | RepeatingNeeded>;

function repeatingIn({ core }: Space, { nextAfter, occurrenceId }: Repeats): Repeating {
  const { items, ports } = core;
  return {
    nextAfter,
    occurrenceId(task, day) {
      const id = occurrenceId(ports.suite.sha256, task, day);
      return items.tombstones.has(id) ? null : id;
    },
  };
}

/** With what is logged of those that come again, which may be there already. */
function itemsWith(intent: ChangeIntent, { core }: Space, repeating: Repeating | null, nowMs: number): readonly ItemId[] {
  const { index } = core.items;
  const named = itemsOfIntent(intent, index);
  if (repeating === null || intent.kind !== "set-done") return named;
  const entries = intent.ids.map((id) => {
    const row = index.row(id);
    return row === null || row.repeat === null
      ? null
      : repeating.occurrenceId(id, row.day ?? row.start ?? intent.today ?? todayInUtc(nowMs));
  });
  return [...named, ...entries.filter((id) => id !== null)];
}

/** Actions that can still be taken back in this tab. */
const MAX_UNDOABLE = 200;

class ChangeBuilder {
  readonly documents = new Map<ItemId, ItemDocument>();
  readonly updates: { readonly item: ItemId; readonly update: Uint8Array }[] = [];
  readonly items: WrittenItem[] = [];

  add(item: ItemId, document: ItemDocument, update: Uint8Array | null, written: WrittenItem): void {
    if (update === null) return;
    this.documents.set(item, document);
    this.updates.push({ item, update });
    this.items.push(written);
  }

  finish<Extra>(name: ActionName, extra: (items: readonly WrittenItem[]) => Extra): BuiltChange<Extra> {
    return { name, documents: this.documents, updates: this.updates, extra: extra(this.items) };
  }
}

export class TaskActions {
  readonly #clock: Clock;
  readonly #done = new Map<ActionId, Done>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves once it is durable. An intent that changes nothing is done without a record. */
  async act(space: Space, intent: TaskIntent): Promise<Result<ActReceipt, ActError>> {
    if (intent.kind === "purge") return purge(space, intent.ids);
    const written = await this.#write(space, intent, null);
    if (written.ok || written.error.kind !== "repeating-needed") return this.#answer(written);
    const repeats = await space.core.ports.loadRepeating().catch(() => null);
    if (repeats === null) return err({ kind: "store", error: NO_CODE });
    return this.#answer(await this.#write(space, intent, repeatingIn(space, repeats)));
  }

  async #write(space: Space, intent: ChangeIntent, repeating: Repeating | null): Promise<WriteOutcome> {
    const nowMs = this.#clock();
    return space.write<Done, Refused | RepeatingNeeded>({
      items: () => itemsWith(intent, space, repeating, nowMs),
      build: (stamp) => this.#build(space, intent, { repeating, nowMs }, stamp),
      ifUnreadable: UNREADABLE,
    });
  }

  #answer(written: WriteOutcome): Result<ActReceipt, ActError> {
    if (written.ok) return ok(this.#receipt(written.value));
    assert(written.error.kind !== "repeating-needed", "it was planned with what was needed");
    return err(actErrorOf(written.error));
  }

  /** As `act`, of what no intent says alone. */
  async write(space: Space, change: Change<Done, Refused>): Promise<Result<ActReceipt, ActError>> {
    const written = await space.write<Done, Refused>({ ...change, ifUnreadable: UNREADABLE });
    if (!written.ok) return err(actErrorOf(written.error));
    return ok(this.#receipt(written.value));
  }

  #build(
    space: Space,
    intent: ChangeIntent,
    at: { readonly repeating: Repeating | null; readonly nowMs: number },
    { writer, stamp }: WriteStamp,
  ): Result<BuiltChange<Done> | null, Refused | RepeatingNeeded> {
    const { items } = space.core;
    const { index } = items;
    const plan = planIntent(intent, {
      item: (id) => items.item(id),
      neighbours: index,
      lists: neighboursIn(index.lists),
      views: neighboursIn(index.views),
      spellingOf: (tag) => index.tags.spellingOf(tag),
      ...at,
      writer,
    });
    if (!plan.ok) return err(plan.error.kind === "repeating-needed" ? REPEATING_NEEDED : refused(plan.error.kind));
    const builder = new ChangeBuilder();
    for (const { itemId, schema, ...planned } of plan.value) {
      if (items.tombstones.has(itemId)) return err(refused("no-such-item"));
      const document = items.open(itemId);
      const change = carryOut(document, planned, { schema, writer, stamp });
      if (!change.ok) return err(refused(change.error.kind === "newer-item" ? "newer-item" : "invalid"));
      if (isTooLarge(document, change.value.update)) return err(refused("too-large"));
      const isNew = KIND_FIELD in planned.after;
      builder.add(itemId, document, change.value.update, { item: itemId, schema, written: change.value.written, isNew });
    }
    const next = movedTo(intent, plan.value);
    const extra = next === null ? {} : { next };
    return ok(builder.finish(actionOf(intent), (written): Done => ({ name: actionOf(intent), items: written, ...extra })));
  }

  #receipt(written: Written<Done> | null): ActReceipt {
    if (written === null) return { action: null, items: [] };
    this.#remember(written.action, written.extra);
    const { items, next } = written.extra;
    return { action: written.action, items: items.map(({ item }) => item), ...(next === undefined ? {} : { next }) };
  }

  #remember(action: ActionId, done: Done): void {
    this.#done.set(action, done);
    const [oldest] = this.#done.keys();
    if (this.#done.size > MAX_UNDOABLE && oldest !== undefined) this.#done.delete(oldest);
  }

  /** Whether it was done here, and can be taken back. */
  has(action: ActionId): boolean {
    return this.#done.has(action);
  }

  /** Takes back what an action of this tab wrote, where nothing newer stands. Undoing an undo is redoing. */
  async undo(space: Space, action: ActionId): Promise<Result<UndoReceipt, UndoError>> {
    const done = this.#done.get(action);
    if (done === undefined) return err({ kind: "nothing-to-undo" });
    const undone = await this.#takeBack(space, done);
    if (undone.ok) this.#done.delete(action);
    return undone;
  }

  /** As `undo`, of what somebody else has written. */
  async takeBack(space: Space, written: WrittenItem): Promise<Result<UndoReceipt, UndoError>> {
    return this.#takeBack(space, { name: "edit", items: [written] });
  }

  async #takeBack(space: Space, done: Done): Promise<Result<UndoReceipt, UndoError>> {
    const name = done.name === "undo" ? "redo" : "undo";
    const written = await space.write<UndoneDone, Refused>({
      items: () => done.items.map(({ item }) => item),
      build: (stamp) => this.#buildUndo(space, done, name, stamp),
      ifUnreadable: UNREADABLE,
    });
    if (!written.ok) return err(actErrorOf(written.error));
    if (written.value === null) return err({ kind: "nothing-to-undo" });
    this.#standAgain(written.value.extra.standing);
    return ok({ ...this.#receipt(written.value), leftAlone: written.value.extra.leftAlone });
  }

  #standAgain(standing: readonly Standing[]): void {
    if (standing.length === 0) return;
    const entriesByName = new Map(standing.map(({ item, field, was, is }) => [nameOf(item, field, was), is]));
    const again = ({ items, ...done }: Done): Done => ({
      ...done,
      items: items.map((part) => ({
        ...part,
        written: part.written.map((field) => ({ ...field, ...entriesByName.get(nameOf(part.item, field.field, field)) })),
      })),
    });
    for (const [action, done] of this.#done) this.#done.set(action, again(done));
  }

  #buildUndo(space: Space, done: Done, name: ActionName, { writer, stamp }: WriteStamp): Result<BuiltChange<UndoneDone> | null, Refused> {
    const { items } = space.core;
    const builder = new ChangeBuilder();
    const standing: Standing[] = [];
    let leftAlone = 0;
    for (const { item, schema, written, isNew } of done.items) {
      if (items.tombstones.has(item)) {
        leftAlone += written.length;
        continue;
      }
      const document = items.open(item);
      const context = { schema, writer, stamp };
      // What was made is taken back by the trash: nothing that somebody has added meanwhile is lost.
      const undone = isNew ? trashItem(document, context) : undoFields(document, written, context);
      if (!undone.ok) return err(refused(undone.error.kind === "newer-item" ? "newer-item" : "no-such-item"));
      leftAlone += undone.value.leftAlone.length;
      standing.push(...standingIn(item, written, undone.value.written));
      builder.add(item, document, undone.value.update, { item, schema, written: undone.value.written, isNew: false });
    }
    return ok(builder.finish(name, (writtenItems): UndoneDone => ({ name, items: writtenItems, leftAlone, standing })));
  }
}

function carryOut(
  document: ItemDocument,
  { editorUpdate, ...planned }: Omit<PlannedChange, "itemId" | "schema">,
  context: WriteContext,
): Result<ItemChange, EditBodyError> {
  return editorUpdate === undefined ? updateItem(document, planned, context) : editBodyUndoably(document, editorUpdate, context);
}

/** Not remembered: it cannot be taken back. */
async function purge(space: Space, ids: readonly ItemId[]): Promise<Result<ActReceipt, ActError>> {
  const loaded = await space.core.ports.loadPurging().catch(() => null);
  if (loaded === null) return err({ kind: "store", error: NO_CODE });
  const written = await space.write<readonly ItemId[], Refused>({
    items: () => ids,
    ifUnreadable: UNREADABLE,
    build: (stamp) => ok(loaded.buildPurge(space.core.items, ids, stamp)),
  });
  if (!written.ok) return err(actErrorOf(written.error));
  if (written.value === null) return ok({ action: null, items: [] });
  const { action, extra: items } = written.value;
  await loaded.notePurge(space.core, items.length);
  return ok({ action, items });
}

function trashItem(document: ItemDocument, context: WriteContext): Result<UndoneFields, UpdateError> {
  const trashed = updateItem(document, { before: { [TRASH_FIELD]: null }, after: { [TRASH_FIELD]: true } }, context);
  return trashed.ok ? ok({ ...trashed.value, leftAlone: [] }) : trashed;
}

type UndoneDone = Done & { readonly leftAlone: number; readonly standing: readonly Standing[] };

const nameOf = (item: ItemId, field: string, { writer, stamp }: FieldEntryName): string => `${item} ${field} ${writer} ${stamp}`;

/** What stands again in the fields that were undone. */
function standingIn(item: ItemId, written: readonly WrittenField[], undone: readonly WrittenField[]): readonly Standing[] {
  return undone.flatMap(({ field, writer, stamp }) => {
    const was = written.find((original) => original.field === field)?.replaced ?? null;
    return was === null ? [] : [{ item, field, was, is: { writer, stamp } }];
  });
}
