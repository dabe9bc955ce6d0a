// Types of bench-data.mjs, which is kept byte for byte as it came and therefore carries none of its own.

export const VERSION: number;

export type TaskData = {
  readonly kind: "task";
  readonly title: string;
  readonly done: boolean;
  readonly due: string | null;
  readonly list: string;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly order: string;
  readonly createdMs: number;
  readonly notes: string;
};

export type LargeItemData = { readonly kind: "note"; readonly title: string; readonly done: boolean; readonly text: string };

/** Seed 1 unless given. */
export function tasks(count: number, seed?: number): Generator<TaskData>;

export type NoteData = { readonly kind: "note"; readonly title: string; readonly text: string; readonly createdMs: number };

/** Texts of about `bytes` bytes. Seed 2 unless given. */
export function notes(count: number, bytes?: number, seed?: number): Generator<NoteData>;

export type EditData = {
  readonly session: number;
  readonly device: number;
  readonly index: number;
  readonly field: "done" | "title" | "due" | "priority";
  readonly value: boolean | string | number;
};

/** Edits over page sessions, skewed to few items. Seed 6 unless given. */
export function edits(
  itemCount: number,
  options: { readonly sessions: number; readonly editsPerSession: number; readonly devices?: number; readonly seed?: number },
): Generator<EditData>;

/** Items of about 5 KB. Seed 5 unless given. */
export function itemsOf5KB(count?: number, seed?: number): Generator<LargeItemData>;

/** Which of `count` items are changed, `changes` of them, evenly spread. */
export function changedIndexes(count: number, changes: number): number[];
