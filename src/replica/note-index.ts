// The rows of all notes in memory, in the orders they are asked for in.

import type { ItemId } from "../base/ids.ts";
import { compareByChanged, compareNotesByTrashed, type NoteRow } from "../model/note-row.ts";
import type { NoteQuery } from "./face/notes.ts";
import { SortedRows, type RowList } from "./sorted-rows.ts";

export class NoteIndex {
  readonly #rowsById = new Map<ItemId, NoteRow>();
  readonly #shown = new SortedRows<NoteRow>(compareByChanged);
  readonly #mirrored = new SortedRows<NoteRow>(compareByChanged);
  readonly #trashed = new SortedRows<NoteRow>(compareNotesByTrashed);

  get size(): number {
    return this.#rowsById.size;
  }

  row(id: ItemId): NoteRow | null {
    return this.#rowsById.get(id) ?? null;
  }

  query(query: NoteQuery): RowList<NoteRow> {
    if (query === "mirrored") return this.#mirrored;
    return query === "notes" ? this.#shown : this.#trashed;
  }

  fill(rows: readonly NoteRow[]): void {
    for (const row of rows) this.#rowsById.set(row.id, row);
    this.#inOrders(rows, (order, part) => order.addAll(part));
  }

  /** `null`: the item is no note, or none any more. */
  change(changes: readonly { readonly id: ItemId; readonly row: NoteRow | null }[]): void {
    const before = changes.flatMap(({ id }) => this.#rowsById.get(id) ?? []);
    this.#inOrders(before, (order, part) => order.removeAll(part));
    for (const { id } of before) this.#rowsById.delete(id);
    this.fill(changes.flatMap(({ row }) => row ?? []));
  }

  #inOrders(rows: readonly NoteRow[], act: (order: SortedRows<NoteRow>, part: readonly NoteRow[]) => void): void {
    if (rows.length === 0) return;
    act(
      this.#shown,
      rows.filter(({ trashed }) => !trashed),
    );
    act(
      this.#mirrored,
      rows.filter(({ trashed, mirror }) => !trashed && mirror !== null),
    );
    act(
      this.#trashed,
      rows.filter(({ trashed }) => trashed),
    );
  }
}
