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

/** Items of about 5 KB. Seed 5 unless given. */
export function itemsOf5KB(count?: number, seed?: number): Generator<LargeItemData>;

/** Which of `count` items are changed, `changes` of them, evenly spread. */
export function changedIndexes(count: number, changes: number): number[];
